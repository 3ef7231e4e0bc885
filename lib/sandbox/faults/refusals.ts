import type { PaidExchange } from "../exchange";
import type { Job } from "../job";
import { Refusal } from "../refusal";
import type { FaultRule } from "./rule";

const refuses = (
  imitates: string,
  status: number,
  message: string,
  metadata?: Record<string, unknown>,
  headers?: Record<string, string>,
): FaultRule => ({ imitates, charges: false, refuse: () => new Refusal(status, message, metadata, headers) });

const RATE_LIMIT = { error_type: "rate_limit_exceeded" };

/** Failures with an error envelope and a status, before any work and free of charge. */
export const refusals: Record<string, FaultRule> = {
  unauthorized: refuses("A1: key disabled", 401, "User not found."),
  "no-credits": refuses("A2: no credits", 402, "Insufficient credits. Add more using https://openrouter.ai/credits", {
    error_type: "insufficient_credits",
  }),
  "in-flight-budget": refuses(
    "A3: too much in flight for the credits left",
    402,
    "Too many requests in flight for the remaining credits.",
    { limit_source: "openrouter_in_flight_budget" },
    { "Retry-After": "1" },
  ),
  moderation: {
    imitates: "A5: 403 with reasons and the flagged input",
    charges: false,
    refuse: (_exchange, job) =>
      new Refusal(403, "Your chosen model requires moderation and your input was flagged", {
        error_type: "content_policy_violation",
        reasons: ["violence"],
        flagged_input: job.prompt.slice(0, 100),
        provider_name: job.endpoint.provider_name,
        model_slug: job.model.id,
      }),
  },
  guardrail: refuses("A6: blocked by a guardrail", 403, "Request blocked: prompt injection patterns detected", {
    patterns: ["ignore previous instructions"],
  }),
  privacy: refuses(
    "Q7: no endpoint under the account's data policy",
    404,
    "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
  ),
  gone: {
    imitates: "A7: the model disappeared",
    charges: false,
    refuse: (_exchange, job) =>
      new Refusal(404, `No endpoints found for ${job.model.id}.`, {
        routing_funnel: [{ step: "Initial Endpoints", endpoint_count: 0 }],
        failed_routing_step: "Initial Endpoints",
      }),
  },
  "invalid-param": refuses("A8: the provider refuses a parameter", 400, "Provider returned error", {
    error_type: "invalid_request",
    provider_name: "Alibaba",
    raw: "<400> InternalError.Algo.InvalidParameter: Invalid request.",
  }),
  "rate-limit": refuses("A10: 429 with Retry-After", 429, "Rate limit exceeded", RATE_LIMIT, {
    "Retry-After": "1",
    "X-RateLimit-Limit": "20",
    "X-RateLimit-Remaining": "0",
  }),
  "rate-limit-silent": refuses("Q55: upstream 429 without Retry-After", 429, "Provider returned error", {
    ...RATE_LIMIT,
    raw: "Resource has been exhausted (e.g. check quota).",
  }),
  "rate-limit-once": {
    imitates: "A10: the first try of a wish is refused, the next succeeds",
    charges: true,
    refuse: (exchange, job) =>
      isFirstTry(exchange, job)
        ? new Refusal(429, "Rate limit exceeded", RATE_LIMIT, { "Retry-After": "1" })
        : undefined,
  },
  "server-error": refuses("A12: masked internal error", 500, "Internal Server Error", { error_type: "server" }),
  "bad-gateway": refuses("A12: the provider failed; documented as not billed", 502, "Provider returned error", {
    provider_name: "Seed",
    raw: "upstream connect error or disconnect/reset before headers",
  }),
  "bad-gateway-safety": refuses("Q53: a safety refusal dressed as 502", 502, "Provider returned error", {
    provider_name: "OpenAI",
    provider_code: "moderation_blocked",
    raw: '{"error":{"message":"Your request was rejected by the safety system. safety_violations=[sexual]","code":"moderation_blocked"}}',
  }),
  unavailable: refuses(
    "§4: overloaded, with Retry-After",
    503,
    "No available model provider meets your routing requirements",
    undefined,
    { "Retry-After": "1" },
  ),
  "echo-key": {
    imitates: "A40: the error repeats our key",
    charges: false,
    refuse: ({ request }) => new Refusal(400, `Invalid header: Authorization: ${request.headers.authorization}`),
  },
};

/** A client that tries again may do so under another session id: the wish alone counts. */
function isFirstTry({ state }: PaidExchange, job: Job): boolean {
  const wish = JSON.stringify([job.model.id, job.prompt]);
  const first = !state.failedOnce.has(wish);
  state.failedOnce.add(wish);
  return first;
}

import type { PaidExchange } from "../exchange";
import type { Job } from "../job";
import { invalid, noEndpoints, Refusal } from "../refusal";
import type { FaultRule } from "./rule";

const refuses = (
  says: string,
  status: number,
  message: string,
  metadata?: Record<string, unknown>,
  headers?: Record<string, string>,
): FaultRule => ({ says, charges: false, refuse: () => new Refusal(status, message, metadata, headers) });

const RATE_LIMIT = { error_type: "rate_limit_exceeded" };

/** Failures with an error envelope and a status, before any work and free of charge. */
export const refusals: Record<string, FaultRule> = {
  unauthorized: refuses("401: the key is disabled", 401, "User not found."),
  "no-credits": refuses(
    "402: no credits are left",
    402,
    "Insufficient credits. Add more using https://openrouter.ai/credits",
    { error_type: "insufficient_credits" },
  ),
  "in-flight-budget": refuses(
    "402 with Retry-After: too much is in flight for the credits left",
    402,
    "Too many requests in flight for the remaining credits.",
    { limit_source: "openrouter_in_flight_budget" },
    { "Retry-After": "1" },
  ),
  "weight-exceeds-budget": refuses(
    "402: this one call costs more than the whole budget",
    402,
    "This request costs more than the remaining credits.",
    { limit_source: "openrouter_in_flight_budget", error_type: "weight_exceeds_budget" },
  ),
  "fewer-tokens": refuses(
    "402: credit for the longest answer cannot be set aside",
    402,
    "This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 10114. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account",
    { provider_name: null },
  ),
  "key-limit": refuses(
    "402: the key's own limit is reached",
    402,
    "Key limit exceeded. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher monthly limit",
  ),
  moderation: {
    says: "403 with reasons and the flagged input; the argument is another status, such as 400 or 422",
    charges: false,
    refuse: (_exchange, job, argument) =>
      new Refusal(statusIn(argument, 403), "Your chosen model requires moderation and your input was flagged", {
        error_type: "content_policy_violation",
        reasons: ["violence"],
        flagged_input: job.prompt.slice(0, 100),
        provider_name: job.endpoint.provider_name,
        model_slug: job.model.id,
      }),
  },
  guardrail: refuses("403: a guardrail of the account", 403, "Request blocked: prompt injection patterns detected", {
    patterns: ["ignore previous instructions"],
  }),
  "guardrail-budget": refuses(
    "403: a budget of the workspace, with the time of its reset",
    403,
    "Request blocked: the budget of this workspace is used up",
    { resets_at: "2030-01-01T00:00:00Z" },
  ),
  privacy: refuses(
    "404: no endpoint under the account's data policy",
    404,
    "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
  ),
  "privacy-newer": refuses(
    "404: the same in newer words",
    404,
    "0 endpoints out of 1 requested are available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
  ),
  gone: {
    says: "404: the model disappeared",
    charges: false,
    refuse: (_exchange, job) => noEndpoints(`No endpoints found for ${job.model.id}.`, 0, "Initial Endpoints"),
  },
  "parameter-404": refuses(
    "404 in the words for modalities, although a parameter is the reason",
    404,
    "No endpoints found that support the requested output modalities: image, text",
    {
      routing_funnel: [{ step: "Initial Endpoints", endpoint_count: 1 }],
      failed_routing_step: "Filter by Model Output Modalities",
    },
  ),
  "invalid-param": refuses("400: the provider refuses a parameter", 400, "Provider returned error", {
    error_type: "invalid_request",
    provider_name: "Alibaba",
    raw: "<400> InternalError.Algo.InvalidParameter: Invalid request.",
  }),
  "too-large-picture": refuses(
    "413 in the envelope: a reference is too heavy",
    413,
    "Downloaded image content cannot exceed 30MB",
    { provider_name: null },
  ),
  "rate-limit": {
    says: "429 of the platform, with its headers; the argument is another Retry-After",
    charges: false,
    refuse: (_exchange, _job, argument) =>
      new Refusal(429, "Rate limit exceeded", RATE_LIMIT, {
        "Retry-After": argument?.replace(/[^ -~]/g, "") ?? "1",
        "X-RateLimit-Limit": "20",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": String(Date.now() + 1000),
      }),
  },
  "rate-limit-silent": refuses("429 of the provider, without Retry-After", 429, "Provider returned error", {
    ...RATE_LIMIT,
    raw: "Resource has been exhausted (e.g. check quota).",
  }),
  "rate-limit-once": {
    says: "429 for the first try of a wish; the next succeeds",
    charges: true,
    refuse: (exchange, job) =>
      isFirstTry(exchange, job)
        ? new Refusal(429, "Rate limit exceeded", RATE_LIMIT, { "Retry-After": "1" })
        : undefined,
  },
  "server-error": refuses("500: an internal error, masked", 500, "Internal Server Error", { error_type: "server" }),
  "bad-gateway": refuses("502: the provider failed; documented as not billed", 502, "Provider returned error", {
    provider_name: "Seed",
    raw: "upstream connect error or disconnect/reset before headers",
  }),
  "bad-gateway-safety": refuses("502 that is a safety refusal", 502, "Provider returned error", {
    provider_name: "OpenAI",
    provider_code: "moderation_blocked",
    raw: '{"error":{"message":"Your request was rejected by the safety system. safety_violations=[sexual]","code":"moderation_blocked"}}',
  }),
  unavailable: refuses(
    "503 with Retry-After: overloaded",
    503,
    "No available model provider meets your routing requirements",
    undefined,
    { "Retry-After": "1" },
  ),
  status: {
    says: "a bare envelope with the status of the argument, such as 408, 504, 520 or 529",
    charges: false,
    refuse: (_exchange, _job, argument) => new Refusal(statusIn(argument, 529), "Provider returned error"),
  },
  "echo-key": {
    says: "400 whose message repeats the key",
    charges: false,
    refuse: ({ request }) => new Refusal(400, `Invalid header: Authorization: ${request.headers.authorization}`),
  },
};

/** @throws Refusal 400 for an argument that is no status of a failure */
function statusIn(argument: string | undefined, usual: number): number {
  const status = Number(argument ?? usual);
  if (!Number.isInteger(status) || status < 400 || status > 599)
    throw invalid(`"${argument}" is no status of a failure`);
  return status;
}

/** A client that tries again may do so under another session id: the wish alone counts. */
function isFirstTry({ state }: PaidExchange, job: Job): boolean {
  const wish = JSON.stringify([job.model.id, job.prompt]);
  const first = !state.failedOnce.has(wish);
  state.failedOnce.add(wish);
  return first;
}

import { describe, expect, it } from "vitest";
import { classify, type Next, retryAfter } from "@/lib/openrouter/errors";
import { errorOf } from "@/lib/openrouter/images-answer";

const envelope = (code: number | string | null, message: string, metadata: object = {}) => ({
  error: { code, message, metadata },
});

const CASES: [what: string, status: number, body: unknown, code: string, next: Next][] = [
  ["a key that is not accepted", 401, envelope(401, "User not found."), "unauthorized", "pause"],
  ["no credit left", 402, envelope(402, "Insufficient credits."), "no_credits", "pause"],
  [
    "too much in flight for the credit",
    402,
    envelope(402, "Try later", { limit_source: "openrouter_in_flight_budget" }),
    "in_flight_budget",
    "retry",
  ],
  [
    "a request dearer than the budget",
    402,
    envelope(402, "No", { reason: "weight_exceeds_budget" }),
    "over_budget",
    "fail",
  ],
  ["moderation at 403", 403, envelope(403, "Flagged", { reasons: ["violence"] }), "moderation", "fail"],
  [
    "moderation that arrives as 400",
    400,
    envelope(400, "No", { error_type: "content_policy_violation" }),
    "moderation",
    "fail",
  ],
  [
    "moderation that arrives as 502",
    502,
    envelope(502, "Provider returned error", { raw: '{"message":"rejected by the safety system"}' }),
    "moderation",
    "fail",
  ],
  ["moderation that arrives with 200", 200, envelope("content_policy_violation", "No"), "moderation", "fail"],
  [
    "privacy settings",
    404,
    envelope(404, "No endpoints available matching your guardrail restrictions and data policy."),
    "privacy",
    "fail",
  ],
  ["a model that is gone", 404, envelope(404, "No endpoints found"), "model_unavailable", "fail"],
  ["a model that never was", 400, envelope(400, "x/y is not a valid model ID"), "model_unavailable", "fail"],
  ["a bad parameter", 400, envelope(400, "aspect_ratio: unsupported"), "invalid_request", "fail"],
  ["a body too large, in plain text", 413, undefined, "too_large", "fail"],
  ["a rate limit", 429, envelope(429, "Rate limit exceeded"), "rate_limited", "retry"],
  ["a rate limit inside a 200", 200, envelope(429, "Rate limit exceeded"), "rate_limited", "retry"],
  ["an event with a word for a code", 200, envelope("server_error", "Generation failed"), "provider_error", "fail"],
  ["a failed provider", 502, envelope(502, "Provider returned error"), "provider_error", "fail"],
  ["no free provider", 503, envelope(503, "Overloaded"), "overloaded", "retry"],
  ["a 503 page of somebody in between", 503, undefined, "unreadable", "unknown"],
  ["a 500 page of somebody in between", 500, undefined, "unreadable", "unknown"],
  ["a time-out at the edge", 524, undefined, "timeout", "unknown"],
  ["a provider's time-out", 504, envelope(504, "Request timed out."), "timeout", "unknown"],
  ["a page with 200", 200, undefined, "unreadable", "unknown"],
  ["a redirect", 302, undefined, "redirected", "fail"],
];

describe("an answer without a picture", () => {
  it.each(CASES)("%s (%i)", (_what, status, body, code, next) => {
    const refusal = classify({ status, headers: {}, error: errorOf(body) });
    expect(refusal).toMatchObject({ code, next });
    const charge = next === "unknown" ? /may or may not have charged/ : /Nothing was charged/;
    expect(refusal.message).toMatch(charge);
  });

  it("quotes the upstream's words and reasons, but not at any length", () => {
    const { message } = classify({
      status: 403,
      headers: {},
      error: errorOf(envelope(403, "x".repeat(5000), { reasons: ["violence"] })),
    });
    expect(message.length).toBeLessThan(600);
  });

  it("survives any shape of error", () => {
    for (const error of ["text", 5, [], { message: { deep: 1 }, code: {}, metadata: "raw" }, { metadata: null }]) {
      expect(classify({ status: 500, headers: {}, error: errorOf({ error }) }).code).toBe("provider_error");
    }
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  it.each([
    ["7", 7000],
    ["0", 1000],
    ["-5", 1000],
    ["1000000000", 900_000],
    ["Sat, 21 Nov 2026 12:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2020 12:00:30 GMT", 1000],
    ["abc", null],
    [undefined, null],
  ])("%s waits %s ms", (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });
});

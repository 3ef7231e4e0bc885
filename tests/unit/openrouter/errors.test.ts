import { describe, expect, it } from "vitest";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { type Next, RULES } from "@/lib/openrouter/error-rules";
import { classify, classifyEmpty, retryAfter } from "@/lib/openrouter/errors";
import { errorOf } from "@/lib/openrouter/wire-error";

const envelope = (code: number | string | null, message: string, metadata: object = {}, more: object = {}) => ({
  error: { code, message, metadata, ...more },
});
const typed = (type: string, status = 400, message = "No") => envelope(status, message, { error_type: type });

const answer = (status: number, body: unknown, transport: Transport = "images", cost: number | null = null) =>
  classify({ transport, status, headers: {}, error: errorOf(body), cost });

const ROUTING = { routing_funnel: [{ step: "Initial Endpoints", endpoint_count: 1 }] };
const CASES: [what: string, status: number, body: unknown, code: string, next: Next, says?: RegExp][] = [
  ["a key that is not accepted", 401, envelope(401, "User not found."), "unauthorized", "pause"],
  ["a key of no use, as a word", 200, typed("authentication", 401), "unauthorized", "pause"],
  ["no credit left", 402, envelope(402, "Insufficient credits."), "no_credits", "pause", /settings\/credits/],
  ["no credit left, as a word", 200, typed("payment_required", 402), "no_credits", "pause"],
  [
    "a key that has spent its limit",
    402,
    envelope(402, "…visit https://openrouter.ai/settings/keys and create a key with a higher monthly limit"),
    "key_limit",
    "pause",
    /settings\/keys/,
  ],
  [
    "a key that has spent its limit, as 403",
    403,
    envelope(403, "Budget limit exceeded", { limit_source: "openrouter_key_limit", scope: "key" }),
    "key_limit",
    "pause",
  ],
  [
    "a workspace's budget that is spent",
    403,
    envelope(403, "Budget limit exceeded", { limit_source: "openrouter_workspace_budget" }),
    "budget",
    "pause",
    /in its next period/,
  ],
  [
    "a budget of a guardrail, with its end",
    403,
    envelope(403, "Request blocked: the budget is used up", { resets_at: "2030-01-01T00:00:00Z" }),
    "budget",
    "pause",
    /on 2030-01-01 at 00:00 UTC/,
  ],
  [
    "a credit that does not cover max_tokens",
    402,
    envelope(402, "This request requires more credits, or fewer max_tokens. You … can only afford 10114."),
    "max_tokens",
    "fail",
    /covers 10114 tokens.*settings\/credits/,
  ],
  ["a cap on tokens", 400, typed("token_limit_exceeded"), "max_tokens", "fail"],
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
    envelope(402, "No", { reason: "weight_exceeds_budget", limit_source: "openrouter_credits" }),
    "over_budget",
    "fail",
    /settings\/credits/,
  ],
  ["moderation at 403", 403, envelope(403, "Flagged", { reasons: ["violence"] }), "moderation", "fail", /violence/],
  ["moderation that arrives as 400", 400, typed("content_policy_violation"), "moderation", "fail"],
  ["moderation that arrives as 422", 422, typed("refusal", 422), "moderation", "fail"],
  [
    "moderation that arrives as 502",
    502,
    envelope(502, "Provider returned error", { raw: '{"message":"rejected by the safety system"}' }),
    "moderation",
    "fail",
  ],
  [
    "moderation by the provider's own code",
    502,
    envelope(502, "Provider returned error", { provider_code: "moderation_blocked" }),
    "moderation",
    "fail",
  ],
  [
    "moderation in Google's word",
    502,
    envelope(502, "No", { raw: "finishReason: IMAGE_SAFETY" }),
    "moderation",
    "fail",
  ],
  ["moderation that arrives with 200", 200, envelope("content_policy_violation", "No"), "moderation", "fail"],
  [
    "a parameter that has to do with safety",
    400,
    envelope(400, "safety_tolerance: must be at most 5"),
    "invalid_request",
    "fail",
  ],
  ["a parameter called moderation", 400, envelope(400, "moderation: unsupported value"), "invalid_request", "fail"],
  [
    "privacy settings",
    404,
    envelope(404, "No endpoints available matching your guardrail restrictions and data policy."),
    "privacy",
    "fail",
    /settings\/privacy/,
  ],
  [
    "privacy settings, as 400 and in the newer words",
    400,
    envelope(400, "0 endpoints out of 1 requested are available matching your guardrail restrictions and data policy."),
    "privacy",
    "fail",
  ],
  [
    "a guardrail",
    403,
    envelope(403, "Request blocked: prompt injection patterns detected", { patterns: ["ignore all"] }),
    "guardrail",
    "fail",
  ],
  ["a region", 403, envelope(403, "Not available in your region"), "region", "fail"],
  ["a region, as 451", 451, undefined, "region", "fail"],
  ["a permission", 403, typed("permission_denied", 403), "forbidden", "fail", /settings\/keys/],
  [
    "a wrong set of modalities, which only chat has",
    404,
    envelope(404, "No endpoints found that support the requested output modalities: image, text", ROUTING),
    "model_unavailable",
    "fail",
  ],
  ["tools", 404, envelope(404, "No endpoints found that support tool use."), "tools_unsupported", "fail"],
  [
    "reference images",
    404,
    envelope(404, "No endpoints found that support image input"),
    "references_unsupported",
    "fail",
  ],
  ["a model that is gone", 404, envelope(404, "No endpoints found"), "model_unavailable", "fail"],
  [
    "settings that no endpoint takes: the router's own words are shown",
    404,
    envelope(404, "No endpoints found that can handle the requested parameters.", {
      failed_routing_step: "Filter by Parameters",
    }),
    "model_unavailable",
    "fail",
    /“No endpoints found that can handle.*Filter by Parameters”/,
  ],
  [
    "a model that is gone, with others to take",
    404,
    { error: { message: "x", availability: { code: "model_deprecated", retryable: false, fallback_models: ["a/b"] } } },
    "model_unavailable",
    "fail",
    /suggests a\/b instead/,
  ],
  [
    "a model that comes back shortly",
    503,
    { error: { message: "x", http_status: 503, availability: { code: "overloaded", retryable: true } } },
    "overloaded",
    "retry",
  ],
  ["a model that never was", 400, envelope(400, "x/y is not a valid model ID"), "model_unavailable", "fail"],
  ["a bad parameter", 400, envelope(400, "aspect_ratio: unsupported"), "invalid_request", "fail", /“aspect_ratio/],
  [
    "a body that failed validation, told beside the error",
    400,
    { error: { code: "invalid_prompt", message: "Invalid request" }, metadata: { raw: "[zod issues]" } },
    "invalid_request",
    "fail",
    /zod issues/,
  ],
  ["a validation in zod's own form", 400, { success: false, error: { name: "ZodError" } }, "invalid_request", "fail"],
  [
    "a provider's own limit of pictures",
    400,
    envelope(400, "Provider returned error", {
      raw: "Model 'qwen-image-3.0-distill' supports 0~3 image content items. Got 4 image items",
    }),
    "too_many_references",
    "fail",
    /at most 3 reference images/,
  ],
  ["a body too large, in plain text", 413, undefined, "too_large", "fail"],
  ["a picture too large", 400, typed("image_too_large"), "too_large", "fail"],
  ["a body too large, by its type", 413, typed("payload_too_large", 413), "too_large", "fail"],
  ["a picture too small", 400, typed("image_too_small"), "image_too_small", "fail"],
  ["a kind of picture that is not read", 400, typed("unsupported_image_format"), "unsupported_image_format", "fail"],
  ["an address that gave nothing", 400, typed("image_download_failed"), "download_failed", "fail"],
  ["an address with nothing behind it", 404, typed("image_not_found", 404), "download_failed", "fail"],
  ["a picture that is none", 400, typed("invalid_image"), "invalid_image", "fail"],
  ["a prompt that is too long", 400, typed("context_length_exceeded"), "too_long", "fail"],
  ["a text that is too long", 400, typed("string_too_long"), "too_long", "fail"],
  ["an answer that was cut", 400, typed("max_tokens_exceeded"), "cut_short", "fail"],
  ["a rate limit", 429, envelope(429, "Rate limit exceeded"), "rate_limited", "retry"],
  ["a rate limit inside a 200", 200, envelope(429, "Rate limit exceeded"), "rate_limited", "retry"],
  ["a rate limit, as a word", 200, typed("rate_limit_exceeded", 502), "rate_limited", "retry"],
  ["an event with a word for a code", 200, envelope("server_error", "Generation failed"), "provider_error", "fail"],
  ["an event without a code", 200, envelope(null, "Generation failed"), "provider_error", "fail"],
  ["a failed provider", 502, envelope(502, "Provider returned error"), "provider_error", "fail"],
  ["a masked failure", 500, typed("server", 500), "provider_error", "fail"],
  ["a provider that answered nonsense", 502, typed("provider_unavailable", 502), "provider_error", "fail"],
  ["no free provider", 503, envelope(503, "Overloaded"), "overloaded", "retry"],
  ["an overloaded provider", 529, envelope(529, "Provider returned error"), "overloaded", "retry"],
  ["a 529 of somebody in between", 529, undefined, "timeout", "unknown"],
  ["a 503 page of somebody in between", 503, undefined, "unreadable", "unknown"],
  ["a 500 page of somebody in between", 500, undefined, "unreadable", "unknown"],
  ["a time-out at the edge", 524, undefined, "timeout", "unknown"],
  ["a provider's time-out", 504, envelope(504, "Request timed out."), "timeout", "unknown"],
  ["a request that took too long", 408, envelope(408, "Timeout"), "timeout", "unknown"],
  ["a time-out inside a stream", 200, typed("timeout", 504), "timeout", "unknown"],
  ["a page with 200", 200, undefined, "unreadable", "unknown"],
  ["a redirect", 302, undefined, "redirected", "fail"],
];

describe("an answer without a picture", () => {
  it.each(CASES)("%s (%i) [A4, A5, A7, A8, A9, A12, A13, A15]", (_what, status, body, code, next, says) => {
    const refusal = answer(status, body);
    expect(refusal).toMatchObject({ code, next });
    const charge = next === "unknown" ? /may or may not have charged/ : /Nothing was charged/;
    expect(refusal.message).toMatch(charge);
    if (says) expect(refusal.message).toMatch(says);
  });

  it("has a test for every rule", () => {
    expect(RULES.map(({ code }) => code).filter((code) => !CASES.some((row) => row[3] === code))).toEqual([
      "wrong_modalities",
    ]);
  });

  it("is one sentence each for what happened, the money and what to do", () => {
    for (const [, status, body] of CASES) {
      const [own = ""] = answer(status, body).message.split(" It said: ");
      expect(own).toMatch(/^[A-Z].*\.$/);
      expect(own).not.toMatch(/ {2}|undefined|null/);
    }
  });

  it("quotes the upstream's words and reasons, but not at any length", () => {
    const long = "9".repeat(5000);
    for (const { message } of [
      answer(403, envelope(403, "x".repeat(5000), { reasons: ["violence"] })),
      answer(400, envelope(400, `at most ${long} images`)),
      answer(402, envelope(402, `can only afford ${long}`)),
      answer(404, { error: { message: "x", availability: { fallback_models: [long, long, long] } } }),
    ]) {
      expect(message.length).toBeLessThan(900);
    }
  });

  it("survives any shape of error", () => {
    for (const error of ["text", 5, [], { message: { deep: 1 }, code: {}, metadata: "raw" }, { metadata: null }]) {
      expect(answer(500, { error }).code).toBe("provider_error");
    }
    let deep: unknown = [];
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    expect(answer(500, envelope(500, "No", { deep })).code).toBe("provider_error");
    // No text can be made of it.
    const strange = { toString: 1, valueOf: 1 };
    expect(answer(403, envelope(403, "No", { limit_source: strange, resets_at: strange })).code).toBe("budget");
  });
});

describe("the money", () => {
  it.each<[what: string, status: number, body: unknown, next: Next]>([
    ["an error in the middle of a stream", 200, envelope(429, "Rate limit exceeded"), "unknown"],
    ["a refusal in the middle of a stream", 200, typed("content_policy_violation"), "unknown"],
    ["a 502", 502, envelope(502, "Provider returned error"), "unknown"],
    ["a 500", 500, typed("server", 500), "unknown"],
    ["a 529", 529, envelope(529, "Overloaded"), "unknown"],
    ["a 503 with an envelope, which comes before any provider", 503, envelope(503, "Overloaded"), "retry"],
    ["a 429", 429, envelope(429, "Rate limit exceeded"), "retry"],
    [
      "a wrong set of modalities",
      404,
      envelope(404, "No endpoints found that support the requested output modalities: image, text", ROUTING),
      "retry",
    ],
    ["a 400", 400, envelope(400, "aspect_ratio"), "fail"],
    ["a 402", 402, envelope(402, "Insufficient credits."), "pause"],
  ])("after %s on chat", (_what, status, body, next) => {
    const refusal = answer(status, body, "chat");
    expect(refusal.next).toBe(next);
    expect(refusal.message).toMatch(next === "unknown" ? /may or may not/ : /Nothing was charged/);
    expect(/by itself/.test(refusal.message)).toBe(next === "retry" || next === "pause");
  });

  it("of a stream that a limit ended on its way is said to be none and looked up; nothing is sent again by itself [A11]", () => {
    for (const code of [429, 503, "rate_limit_exceeded"]) {
      const error = errorOf(envelope(code, "Too many"));
      const headers = { "content-type": "text/event-stream" };
      const refusal = classify({ transport: "images", status: 200, headers, error });
      expect(refusal).toMatchObject({ next: "fail", verify: true, retryAfter: null });
      expect(refusal.message).toMatch(/Nothing was charged\. Generate it again when you like/);
    }
  });

  it("that is named is said, and nothing paid is sent again by itself", () => {
    for (const transport of ["images", "chat"] as const) {
      const refusal = answer(200, envelope(429, "Rate limit exceeded"), transport, 0.0031);
      expect(refusal).toMatchObject({ next: "fail", message: expect.stringContaining("charged $0.0031") });
    }
    expect(answer(200, envelope(429, "Rate limit exceeded"), "chat", 0)).toMatchObject({
      next: "retry",
      message: expect.stringContaining("Nothing was charged"),
    });
  });
});

describe("a whole answer without a picture", () => {
  const said = { addresses: [], finishReason: "STOP", text: null, cost: null };
  it.each([
    ["in words", { text: "I can't help with that." }, "answered_in_words"],
    ["for nothing", {}, "no_image"],
    ["for Google's safety", { finishReason: "IMAGE_SAFETY" }, "moderation"],
    ["for what Google prohibits", { finishReason: "PROHIBITED_CONTENT" }, "moderation"],
    ["for what Google knows", { finishReason: "IMAGE_RECITATION", text: "words" }, "moderation"],
    ["for a filter", { finishReason: "content_filter" }, "moderation"],
    ["at its greatest length", { finishReason: "length", text: "words" }, "cut_short"],
    ["for a failure", { finishReason: "MALFORMED_FUNCTION_CALL" }, "provider_error"],
    ["with an address", { addresses: ["https://example.com/a.png"] }, "picture_by_address"],
  ])("%s", (_what, more, code) => {
    expect(classifyEmpty("chat", { ...said, ...more })).toMatchObject({ code, next: "unknown", verify: true });
    expect(classifyEmpty("chat", { ...said, ...more, cost: 0.002 })).toMatchObject({
      code,
      next: "fail",
      verify: false,
      message: expect.stringContaining("charged $0.002"),
    });
  });

  it("costs nothing on the Image API, which a look-up confirms", () => {
    expect(classifyEmpty("images", said)).toMatchObject({
      next: "fail",
      verify: true,
      message: expect.stringContaining("Nothing was charged"),
    });
    expect(classifyEmpty("images", { ...said, addresses: ["https://example.com"] }).next).toBe("unknown");
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

  it("gives way to the time at which a spent budget begins anew", () => {
    const resetsAt = new Date(Date.now() + 7_200_000).toISOString();
    const body = envelope(403, "Budget limit exceeded", {
      limit_source: "openrouter_guardrail_budget",
      resets_at: resetsAt,
    });
    const { retryAfter: wait } = answer(403, body);
    expect(wait).toBeGreaterThan(7_100_000);
    expect(wait).toBeLessThanOrEqual(7_200_000);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEY, startSandbox } from "./support";

const api = startSandbox();
const RUNS = { numRuns: 300 };

/** Small enough to be drawn in no time where the rest happens to be right. */
const model = fc.constantFrom(
  "google/gemini-3.1-flash-image",
  "sourceful/riverflow-v2.5-fast",
  "recraft/recraft-v3",
  "google/gemini-2.5-flash-lite",
  "openrouter/auto",
  "nobody/nothing",
);
const wild = fc.oneof(fc.anything({ maxDepth: 2 }), fc.string(), fc.integer(), fc.double(), fc.constant(null));
const keys = fc.constantFrom(
  ...["aspect_ratio", "image_size", "quality", "n", "font_inputs", "super_resolution_references", "scoring_rubric"],
  ...["background_hex_color", "strength", "rgb_colors", "background_rgb_color", "text_layout", "style", "__proto__"],
);
const config = fc.dictionary(keys, wild);

const send = async (method: string, path: string, body?: string) => {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const response = await fetch(new URL(path, api.sandbox.url), { method, headers, body, redirect: "manual" });
  return { status: response.status, text: await response.text() };
};
const json = (value: unknown) =>
  JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? `${inner}` : inner));

describe("whatever a client sends, the sandbox answers in the protocol", () => {
  const paid = (path: string, shape: Record<string, fc.Arbitrary<unknown>>) =>
    fc.assert(
      fc.asyncProperty(fc.record(shape, { requiredKeys: ["model"] }), async (body) => {
        const { status, text } = await send("POST", path, json(body));
        expect(status, text.slice(0, 300)).not.toBe(500);
        expect(status === 200 || "error" in JSON.parse(text)).toBe(true);
      }),
      RUNS,
    );

  it("on the chat route", () =>
    paid("/api/v1/chat/completions", {
      model,
      messages: fc.oneof(
        wild,
        fc.array(
          fc.record({
            role: fc.constantFrom("user", "assistant", "system", "?"),
            content: fc.oneof(wild, fc.array(wild)),
          }),
        ),
      ),
      modalities: fc.oneof(wild, fc.array(fc.constantFrom("image", "text", "audio", "?"))),
      image_config: fc.oneof(wild, config),
      max_tokens: wild,
      reasoning: wild,
      provider: fc.oneof(wild, fc.dictionary(fc.constantFrom("only", "order", "zdr", "data_collection"), wild)),
    }));

  it("on the Image API", () =>
    paid("/api/v1/images", {
      model,
      prompt: fc.oneof(wild, fc.constantFrom("a boat", "[fault:status:abc]", "[fault:format:exe]", "[fault:cost:{]")),
      resolution: fc.oneof(wild, fc.constant("512")),
      input_references: wild,
      provider: fc.record({ options: fc.dictionary(fc.constantFrom("sourceful", "recraft"), fc.oneof(wild, config)) }),
    }));

  it("on the way to a key", () =>
    fc.assert(
      fc.asyncProperty(wild, fc.dictionary(fc.string(), fc.string()), async (body, query) => {
        for (const path of ["/api/v1/auth/keys", "/api/v1/auth/keys/code"]) {
          expect((await send("POST", path, json(body) ?? "")).status).not.toBe(500);
        }
        const address = `/auth?${new URLSearchParams({ callback_url: "http://localhost/", ...query })}`;
        for (const method of ["GET", "POST"]) {
          expect([200, 303, 400]).toContain(
            (await send(method, address, method === "POST" ? json(body) : undefined)).status,
          );
        }
      }),
      RUNS,
    ));
});

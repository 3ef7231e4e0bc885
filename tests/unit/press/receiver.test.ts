import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Payload } from "@/lib/openrouter/answer";
import { Span } from "@/lib/openrouter/json-skeleton";
import { Receiver } from "@/lib/press/receive";

// Longer than what stays in memory, so that it is read back from where it lies.
const LONG = "iVBORw0KGgo".repeat(6200);
const SHORT = "/9j/4AAQSkZJRg==";
const TALK = "Grüße 🙂 — ein Bild";

const event = (value: object, end = "\n") => `data: ${JSON.stringify(value)}${end}${end}`;
const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  id: "gen-1",
  provider: "Google",
  model: "google/gemini-3.1-flash-image",
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});

const CHAT = (end: string) =>
  [
    `\uFEFF: OPENROUTER PROCESSING${end}${end}`,
    event(chunk({ role: "assistant", content: TALK }), end),
    `: OPENROUTER PROCESSING${end}${end}`,
    event(chunk({ images: [{ image_url: { url: `data:image/png;base64,${LONG}` } }] }), end),
    event(chunk({ images: [`data:image/jpeg;base64,${SHORT}`] }, "stop"), end),
    event(chunk({ content: "" }, null, { usage: { cost: 0.0687 } }), end),
    `data: [DONE]${end}${end}`,
  ].join("");
const IMAGES = (end: string) =>
  [
    `: OPENROUTER PROCESSING${end}${end}`,
    event({ type: "image_generation.partial_image", partial_image_index: 0, b64_json: SHORT, note: TALK }, end),
    event({ type: "image_generation.completed", b64_json: LONG, usage: { cost: 0.0687 } }, end),
    `data: [DONE]${end}${end}`,
  ].join("");

function read(transport: "images" | "chat", text: string, cuts: number[]) {
  const file = Buffer.from(text);
  const there = (payload: Payload) =>
    payload instanceof Span ? file.toString("utf8", payload.start, payload.end) : payload;
  const receiver = new Receiver(transport, "text/event-stream");
  const edges = [0, ...cuts.map((cut) => cut % file.length).sort((a, b) => a - b), file.length];
  const partials = edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0;
    return to > from ? receiver.push(file.subarray(from, to), from) : [];
  });
  const { images, text: said, cost, complete, provider } = receiver.end();
  return {
    images: images.map(({ payload }) => there(payload)),
    partials: partials.map(there),
    said,
    cost,
    complete,
    provider,
  };
}

const RUNS = 2500;

describe("a recorded stream cut at ten thousand places", () => {
  it.each<[name: string, transport: "images" | "chat", text: string]>([
    ["of the Image API", "images", IMAGES("\n")],
    ["of the Image API with CRLF", "images", IMAGES("\r\n")],
    ["of chat", "chat", CHAT("\n")],
    ["of chat with CRLF", "chat", CHAT("\r\n")],
  ])(
    "%s gives what it gives in one piece [A24]",
    (_name, transport, text) => {
      const whole = read(transport, text, []);
      const chat = transport === "chat";
      expect(whole).toEqual({
        images: chat ? [`data:image/png;base64,${LONG}`, `data:image/jpeg;base64,${SHORT}`] : [LONG],
        partials: chat ? [] : [SHORT],
        said: chat ? TALK : null,
        cost: 0.0687,
        complete: true,
        provider: chat ? "Google" : null,
      });
      fc.assert(
        fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (cuts) => {
          expect(read(transport, text, cuts)).toEqual(whole);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});

describe("a stream of markup", () => {
  const texts = ["<svg xmlns='http://www.w3.org/2000/svg'>", "<rect width='9' height='9'/>", "</svg>\n"];
  const chunks = (phase: string) =>
    texts.map((text) => event({ type: "image_generation.text_chunk", phase, text })).join("");
  const completed = event({ type: "image_generation.completed", b64_json: SHORT, media_type: "image/svg+xml" });
  const decoded = (stream: string) =>
    read("images", stream, []).images.map((base64) => Buffer.from(base64, "base64").toString());

  it("delivers what its last event repeats as a whole", () => {
    expect(read("images", chunks("reasoning") + chunks("content") + completed, []).images).toEqual([SHORT]);
  });

  it("delivers its pieces where that event never comes and they make a whole", () => {
    expect(decoded(chunks("draft") + chunks("content"))).toEqual([texts.join("").trim()]);
  });

  it("delivers nothing of drafts, of half a drawing and of one that failed", () => {
    const failed = event({ type: "error", error: { message: "Generation failed", code: "server_error" } });
    for (const stream of [chunks("draft"), chunks("content").slice(0, 150), chunks("content") + failed]) {
      expect(decoded(stream)).toEqual([]);
    }
  });
});

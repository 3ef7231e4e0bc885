import fc from "fast-check";
import { expect, it } from "vitest";
import { shorten } from "@/lib/openrouter/shorten";

async function* inPieces(text: string, size: number) {
  const file = Buffer.from(text);
  for (let offset = 0; offset < file.length; offset += size)
    yield { bytes: file.subarray(offset, offset + size), offset };
}
const shortened = (text: string, type = "application/json", size = 10_000) => shorten(inPieces(text, size), type);

const SMALL = "iVBORw0KGgo".repeat(100);
const LARGE = "iVBORw0KGgo".repeat(120_000);

it("writes JSON out, with the size of each picture in its place", async () => {
  const body = {
    model: "a/b",
    data: [{ b64_json: LARGE }, { url: `data:image/png;base64,${SMALL}` }],
    prompt: "a boat",
  };
  expect(JSON.parse(await shortened(JSON.stringify(body)))).toEqual({
    model: "a/b",
    data: [{ b64_json: "[picture, 1.3 MB of base64]" }, { url: "[picture, 1 kB of base64]" }],
    prompt: "a boat",
  });
});

it("writes a stream event by event, without its comments", async () => {
  const events = [{ delta: { content: "Grüße" } }, { b64_json: LARGE }];
  const stream = `: OPENROUTER PROCESSING\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`;
  expect(await shortened(stream, "text/event-stream; charset=utf-8", 7)).toBe(
    'data: {"delta":{"content":"Grüße"}}\n\ndata: {"b64_json":"[picture, 1.3 MB of base64]"}',
  );
});

it("tells long words from pictures", async () => {
  const text = "once upon a time ".repeat(8000);
  expect(await shortened(JSON.stringify({ text }))).toContain("[text, 136 kB]");
  expect(await shortened(JSON.stringify({ text: "once upon a time ".repeat(20) }))).toContain("once upon a time");
});

it("gives the beginning of what is neither", async () => {
  const page = `<html>${"é".repeat(9000)}</html>`;
  const text = await shortened(page, "text/html");
  expect(text).toMatch(/^<html>é+ … and \d+ kB more$/);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
  expect(await shortened("", "application/json")).toBe("");
});

it("is never longer than 64 kB, nor cut inside of a letter", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 30 }),
      fc.nat(3000),
      async (words, times) => {
        const body = JSON.stringify(Array.from({ length: times }, () => words));
        const text = await shortened(body, "application/json", 60_000);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
        expect(text).not.toContain("\uFFFD");
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);

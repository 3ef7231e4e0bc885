import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bytesOf, type ImagesAnswer, type Json, pictureUrl, reference, startSandbox } from "./support";

const api = startSandbox();
const SEEDED = "bytedance-seed/seedream-4.5";
const MAKERS = [
  "google/gemini-3.1-flash-image",
  "openai/gpt-image-2",
  "black-forest-labs/flux.2-pro",
  "bytedance-seed/seedream-4.5",
  "qwen/qwen-image-3",
  "x-ai/grok-imagine-image-2.0",
  "sourceful/riverflow-v2.5-pro",
  "recraft/recraft-v4",
  "krea/krea-2-large",
  "microsoft/mai-image-2.6",
  "inclusionai/ming-image-0.1-design",
];

const painted = async (body: Json) =>
  bytesOf((await (await api.images({ prompt: "a lighthouse at dusk", ...body })).json()) as ImagesAnswer);
const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const thumbnail = (bytes: Buffer) => sharp(bytes).resize(48, 48, { fit: "fill" }).removeAlpha().raw().toBuffer();

/** Mean difference of two thumbnails' channels, 0–255. */
const difference = (a: Buffer, b: Buffer): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;

describe("what the sandbox paints", () => {
  it("is the same for the same model, prompt and seed, and another for another seed", async () => {
    const first = digest(await painted({ model: SEEDED, seed: 7 }));
    expect(digest(await painted({ model: SEEDED, seed: 7 }))).toBe(first);
    expect(digest(await painted({ model: SEEDED, seed: 8 }))).not.toBe(first);
  });

  it("is another picture when the same wish comes again without a seed, as with real models", async () => {
    const wish = { model: "google/gemini-3-pro-image", prompt: "twice the same" };
    expect(digest(await painted(wish))).not.toBe(digest(await painted(wish)));
  });

  it("differs from maker to maker at a glance", async () => {
    const pictures: Buffer[] = [];
    for (const model of MAKERS) pictures.push(await thumbnail(await painted({ model })));
    for (const [i, a] of pictures.entries()) {
      for (const b of pictures.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(8);
    }
  });

  it("follows the words: night is darker than noon, the desert warmer than the reef", async () => {
    const mean = async (prompt: string) =>
      (await sharp(await painted({ model: SEEDED, seed: 1, prompt })).stats()).channels;
    const brightness = async (prompt: string) => (await mean(prompt)).reduce((sum, { mean }) => sum + mean, 0);
    const warmth = async (prompt: string) => {
      const [red, , blue] = await mean(prompt);
      return (red?.mean ?? 0) - (blue?.mean ?? 0);
    };
    expect(await brightness("mountains at night")).toBeLessThan((await brightness("mountains on a sunny day")) * 0.6);
    expect(await warmth("a desert")).toBeGreaterThan((await warmth("a coral reef")) + 40);
  });

  it.each(MAKERS.slice(0, -1))("lets the first reference show through in the hand of %s", async (model) => {
    const from = async (color: string) => {
      const input_references = [reference(await pictureUrl(64, 64, color))];
      return thumbnail(await painted({ model, prompt: "the same, please", input_references }));
    };
    expect(difference(await from("#d02020"), await from("#2030d0"))).toBeGreaterThan(25);
  });
});

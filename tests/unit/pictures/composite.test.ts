import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { composite, marginOf } from "@/lib/pictures/composite";
import { markPicture } from "@/lib/pictures/mask";

const folder = mkdtempSync(join(tmpdir(), "proofsheet-composite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** The path of a file with these bytes. */
function file(bytes: Buffer): string {
  const path = join(folder, String(files++));
  writeFileSync(path, bytes);
  return path;
}

interface Size {
  width: number;
  height: number;
}
type Box = Size & { left: number; top: number };

/** Pixels that all differ from their neighbors. */
function pattern({ width, height }: Size, channels: 3 | 4): Buffer {
  return Buffer.alloc(width * height * channels).map((_, at) => (at * 31 + 7) % 256) as Buffer;
}

const png = (data: Buffer, { width, height }: Size, channels: 1 | 3 | 4) =>
  sharp(data, { raw: { width, height, channels } }).png().toBuffer();

const plain = ({ width, height }: Size, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

async function maskOf(size: Size, boxes: Box[]): Promise<Buffer> {
  const mask = Buffer.alloc(size.width * size.height);
  for (let at = 0; at < mask.length; at++) {
    const [x, y] = [at % size.width, Math.floor(at / size.width)];
    if (boxes.some((box) => beyond(box, x, y) === 0)) mask[at] = 255;
  }
  return png(mask, size, 1);
}

/** Pixels from the box to a point outside of it, along the farther axis. */
function beyond({ left, top, width, height }: Box, x: number, y: number): number {
  return Math.max(left - x, x - (left + width - 1), top - y, y - (top + height - 1), 0);
}

const sizes = fc.record({ width: fc.integer({ min: 24, max: 160 }), height: fc.integer({ min: 24, max: 160 }) });
const boxes = fc.array(
  fc.record({
    left: fc.integer({ min: 0, max: 100 }),
    top: fc.integer({ min: 0, max: 100 }),
    width: fc.integer({ min: 4, max: 60 }),
    height: fc.integer({ min: 4, max: 60 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe("a composite", () => {
  it("is the original to the byte beyond the mask and its edge, whatever the mask and whatever was delivered", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, boxes, sizes, fc.constantFrom(3, 4), async (size, painted, other, channels) => {
        const before = pattern(size, channels);
        const result = await composite({
          original: file(await png(before, size, channels)),
          delivered: file(await plain(other, "#ff00aa")),
          mask: file(await maskOf(size, painted)),
        });
        const { data: after, info } = await sharp(result).raw().toBuffer({ resolveWithObject: true });
        expect(info).toMatchObject({ ...size, channels });
        const margin = marginOf(size);
        for (let pixel = 0; pixel < size.width * size.height; pixel++) {
          const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
          if (painted.some((box) => beyond(box, x, y) <= margin)) continue;
          const at = pixel * channels;
          expect(after.subarray(at, at + channels).equals(before.subarray(at, at + channels))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is what was delivered wherever the mask is white, scaled to the original", async () => {
    const size = { width: 200, height: 100 };
    const box = { left: 50, top: 20, width: 60, height: 40 };
    const result = await composite({
      original: file(await plain(size, "teal")),
      delivered: file(await plain({ width: 1024, height: 1024 }, "red")),
      mask: file(await maskOf(size, [box])),
    });
    const { data } = await sharp(result).raw().toBuffer({ resolveWithObject: true });
    for (let y = box.top; y < box.top + box.height; y++) {
      for (let x = box.left; x < box.left + box.width; x++) {
        const at = (y * size.width + x) * 3;
        expect([data[at], data[at + 1], data[at + 2]]).toEqual([255, 0, 0]);
      }
    }
  });

  it("takes the middle of a picture of another shape, and all of one of nearly the same", async () => {
    const size = { width: 200, height: 100 };
    const all = { left: 0, top: 0, width: 200, height: 99 };
    const edge = async (height: number) => {
      // Blue at the top and at the foot, white between.
      const band = Math.round(height * 0.1);
      const blue = await plain({ width: 200, height: band }, "blue");
      const delivered = await sharp(await plain({ width: 200, height }, "white"))
        .composite([
          { input: blue, left: 0, top: 0 },
          { input: blue, left: 0, top: height - band },
        ])
        .png()
        .toBuffer();
      const result = await composite({
        original: file(await plain(size, "teal")),
        delivered: file(delivered),
        mask: file(await maskOf(size, [all])),
      });
      const { data } = await sharp(result).raw().toBuffer({ resolveWithObject: true });
      return data[100 * 3];
    };
    expect(await edge(102)).toBe(0);
    expect(await edge(200)).toBe(255);
  });
});

it("a marked picture shows magenta through which it can be seen, in the painted area alone", async () => {
  const size = { width: 120, height: 80 };
  const mask = file(await maskOf(size, [{ left: 20, top: 20, width: 40, height: 40 }]));
  const { bytes, mediaType } = await markPicture(file(await plain(size, "#004000")), mask);
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  expect(mediaType).toBe("image/jpeg");
  expect(info).toMatchObject(size);
  const [red = 0, green = 0, blue = 0] = at(40, 40);
  expect(red).toBeGreaterThan(120);
  expect(blue).toBeGreaterThan(120);
  expect(green).toBeGreaterThan(15);
  expect(at(100, 70)[0]).toBeLessThan(12);
});

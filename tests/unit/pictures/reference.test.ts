import { randomFillSync } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { reencodeReference } from "@/lib/pictures/reference";

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "teal" } });

/** The checksum of PNG's chunks; Node has it from 20.15 on only. */
function crc32(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

/** A PNG whose head promises `width` × `height` pixels and whose body holds next to nothing. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("a reference image", () => {
  it("loses its metadata and keeps its orientation", async () => {
    const original = await picture(60, 40)
      .withExif({ IFD0: { Copyright: "somebody" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { bytes, mediaType } = await reencodeReference(original);
    const { width, height, exif, orientation, format } = await sharp(bytes).metadata();
    expect({ width, height, exif, orientation, format }).toEqual({
      width: 40,
      height: 60,
      exif: undefined,
      orientation: undefined,
      format: "jpeg",
    });
    expect(mediaType).toBe("image/jpeg");
  });

  it("is made smaller than 2,048 pixels, and keeps its transparency as PNG", async () => {
    const original = await picture(3000, 1500).ensureAlpha(0.5).png().toBuffer();
    const { bytes, mediaType } = await reencodeReference(original);
    expect(mediaType).toBe("image/png");
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 2048, height: 1024, hasAlpha: true });
  });

  it.each([3, 4] as const)("of noise in %i channels is made small enough to be sent", async (channels) => {
    const noise = randomFillSync(Buffer.alloc(2048 * 2048 * channels));
    const original = await sharp(noise, { raw: { width: 2048, height: 2048, channels } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const { bytes } = await reencodeReference(original);
    expect(bytes.length).toBeLessThanOrEqual(3_200_000);
    const { width, hasAlpha } = await sharp(bytes).metadata();
    expect(width).toBeGreaterThanOrEqual(768);
    expect(hasAlpha).toBe(channels === 4);
  });

  it("whose transparency hides nothing is sent as JPEG", async () => {
    const { mediaType } = await reencodeReference(await picture(300, 200).ensureAlpha(1).png().toBuffer());
    expect(mediaType).toBe("image/jpeg");
  });

  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ["of 256 megapixels", () => bomb(16_000, 16_000), /100 megapixels/],
    ["that breaks off", async () => (await picture(400, 400).png().toBuffer()).subarray(0, 300), /damaged/],
    ["that is a program with a picture's name", () => Buffer.from("MZ\x90\0 this is a program"), /not a PNG, JPEG/],
    ["that is a PNG by its first bytes alone", () => Buffer.from("89504e470d0a1a0a00000000", "hex"), /damaged/],
    ["that is an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /not a PNG, JPEG/],
    ["of more than 30 MB", () => Buffer.alloc(30_000_001), /larger than 30 MB/],
  ])("%s is refused, naming what is wrong and the field", async (_what, make, message) => {
    await expect(reencodeReference(await make())).rejects.toMatchObject({
      code: "invalid",
      field: "references",
      message: expect.stringMatching(message),
    });
  });
});

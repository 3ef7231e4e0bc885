import sharp from "sharp";
export type Wish = {
  model: string;
  prompt: string;
  seed: string;
  width: number;
  height: number;
  format: "png" | "jpeg" | "webp" | "svg";
  compression: number | undefined;
  transparent: boolean;
  references: Buffer[];
};
export async function paint(wish: Wish): Promise<{ bytes: Buffer; mediaType: string }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wish.width}" height="${wish.height}"><rect width="100%" height="100%" fill="#a86"/></svg>`;
  if (wish.format === "svg") return { bytes: Buffer.from(svg), mediaType: "image/svg+xml" };
  return { bytes: await sharp(Buffer.from(svg)).toFormat(wish.format).toBuffer(), mediaType: `image/${wish.format}` };
}
export async function preview(bytes: Buffer, sharpness: number): Promise<Buffer> {
  return sharp(bytes)
    .resize(Math.round(sharpness * 256))
    .toBuffer();
}

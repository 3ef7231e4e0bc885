import sharp from "sharp";
import { expect, it } from "vitest";
import { convert } from "@/lib/cli/pictures";

/** More colors than a palette holds. */
const gradient = () => {
  const side = 64;
  const pixels = Buffer.from(
    Array.from({ length: side * side }, (_, at) => [(at % side) * 4, Math.floor(at / side) * 4, 128]).flat(),
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
};

it("turns a picture into PNG without losing a color", async () => {
  const original = await gradient().webp({ lossless: true }).toBuffer();
  const png = await convert(original, "png");
  expect(await sharp(png).raw().toBuffer()).toEqual(await sharp(original).raw().toBuffer());
});

it("puts white behind what shows through when JPEG is wanted", async () => {
  const original = await sharp({ create: { width: 8, height: 8, channels: 4, background: "#0000" } })
    .png()
    .toBuffer();
  const [red, green, blue] = await sharp(await convert(original, "jpeg"))
    .raw()
    .toBuffer();
  expect([red, green, blue]).toEqual([255, 255, 255]);
});

import "server-only";
import sharp from "sharp";
import { invalid } from "@/lib/errors";
import { decode } from "./decode";
import { type Encoded, fitReference } from "./reference";
import { SNIFF_BYTES, sniff } from "./sniff";

/** Bytes of an uploaded mask. */
export const MASK_MAX_BYTES = 10_000_000;
/** A mask of another shape was not painted over this picture. */
const SHAPE_TOLERANCE = 0.02;
const HALF = 128;

/**
 * Reads an uploaded mask: white where the picture may change, on black. Returns it as a PNG of `size`, of these two alone.
 * Throws `AppError` for anything else, and where it leaves nothing or everything to be changed.
 */
export async function readMask(upload: Buffer, size: { width: number; height: number }): Promise<Buffer> {
  if (sniff(upload.subarray(0, SNIFF_BYTES)) !== "image/png") throw invalid("A mask is a PNG picture.", "mask");
  const { data, info } = await decode(upload)
    .flatten({ background: "black" })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw invalid("The mask is damaged: it could not be read to its end.", "mask");
    });
  if (Math.abs(info.width / info.height / (size.width / size.height) - 1) > SHAPE_TOLERANCE) {
    throw invalid("The mask has another shape than the picture.", "mask");
  }
  const { width, height, channels } = info;
  const mask = await sharp(data, { raw: { width, height, channels } })
    .resize(size.width, size.height, { fit: "fill" })
    .threshold(HALF)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  if (!mask.includes(255)) throw invalid("Nothing is painted: paint the area that is to change.", "mask");
  if (!mask.includes(0)) throw invalid("All of the picture is painted: to change all of it, edit it without.", "mask");
  return sharp(mask, { raw: { ...size, channels: 1 } })
    .png()
    .toBuffer();
}

/** How much of the picture the mark hides. */
const MARK_OPACITY = 0.55;

/** The picture with the mask's white area painted over in translucent magenta, ready to be sent. Both are paths. */
export async function markPicture(picture: string, mask: string): Promise<Encoded> {
  const { data, info } = await decode(picture)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const opacity = await decode(mask)
    .resize(width, height, { fit: "fill" })
    .linear(MARK_OPACITY, 0)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  const mark = await sharp({ create: { width, height, channels: 3, background: "magenta" } })
    .joinChannel(opacity, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const marked = await sharp(data, { raw: { width, height, channels: 4 } })
    .composite([{ input: mark }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return fitReference(marked);
}

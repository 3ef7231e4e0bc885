import "server-only";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { decode } from "./decode";
import { DECODABLE } from "./sniff";

/** Long edge in pixels. */
const THUMB_EDGE = 512;

export interface Thumbnail {
  /** Pixels of the original as it is shown: after its orientation. */
  width: number;
  height: number;
  webp: Buffer;
  /** Base64. */
  thumbhash: string;
}

/**
 * Makes the WebP thumbnail and the thumb-hash of the picture at `path`. Null for anything that cannot be shown: a type
 * that is not decoded, damaged bytes, too many pixels.
 */
export async function thumbnail(path: string, mediaType: string): Promise<Thumbnail | null> {
  if (!DECODABLE.has(mediaType) && mediaType !== "image/svg+xml") return null;
  try {
    const { width, height, orientation = 1 } = await decode(path).metadata();
    const upright = orientation < 5 ? { width, height } : { width: height, height: width };
    const small = await decode(path)
      .rotate()
      .resize(THUMB_EDGE, THUMB_EDGE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return { ...upright, webp: small, thumbhash: await thumbhash(small) };
  } catch {
    return null;
  }
}

async function thumbhash(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .resize(100, 100, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

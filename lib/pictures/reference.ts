import "server-only";
import type { Sharp } from "sharp";
import { invalid } from "@/lib/errors";
import { decode, MAX_PIXELS } from "./decode";
import { DECODABLE, SNIFF_BYTES, sniff } from "./sniff";

/** Bytes of an uploaded file. */
export const REFERENCE_MAX_BYTES = 30_000_000;
/** Bytes of a reference as it is sent: as base64 it is a third larger, and Sourceful takes no request of more than 4.5 MB. */
const SENT_MAX_BYTES = 3_200_000;
/**
 * Long edge in pixels and JPEG quality, from faithful to small: the first whose bytes fit is sent. Providers scale larger
 * pictures down themselves or refuse them (413). The last one always fits: it has four bytes a pixel at most.
 */
const STEPS = [
  { edge: 2048, quality: 92 },
  { edge: 2048, quality: 80 },
  { edge: 1536, quality: 80 },
  { edge: 1024, quality: 80 },
  { edge: 768, quality: 80 },
];

export interface Encoded {
  bytes: Buffer;
  mediaType: "image/png" | "image/jpeg";
}

/**
 * Re-encodes an uploaded picture as it can be sent. Throws `AppError` naming what is wrong and the limit.
 */
export async function reencodeReference(bytes: Buffer): Promise<Encoded> {
  if (bytes.length > REFERENCE_MAX_BYTES) {
    throw invalid(`The reference image is larger than ${REFERENCE_MAX_BYTES / 1e6} MB.`, "references");
  }
  if (!DECODABLE.has(sniff(bytes.subarray(0, SNIFF_BYTES)))) {
    throw invalid("The file is not a PNG, JPEG, WebP, AVIF or GIF picture.", "references");
  }
  return fitReference(bytes);
}

/**
 * A picture (its bytes, or the path of a file whose type was sniffed) as providers take it: orientation applied, every byte
 * of metadata left behind, long edge at most 2,048 px, at most 3.2 MB; PNG where something shows through, else JPEG.
 */
export async function fitReference(input: Buffer | string): Promise<Encoded> {
  const { width, height, hasAlpha } = await decode(input)
    .metadata()
    .catch((error: Error) => {
      throw /pixel limit/i.test(error.message) ? tooManyPixels() : damaged();
    });
  if (width * height > MAX_PIXELS) throw tooManyPixels();
  try {
    const transparent = hasAlpha && !(await decode(input).stats()).isOpaque;
    const scaled = (edge: number) =>
      decode(input).rotate().resize(edge, edge, { fit: "inside", withoutEnlargement: true }).toColourspace("srgb");
    return await encodeToFit(scaled, transparent);
  } catch {
    throw damaged();
  }
}

async function encodeToFit(scaled: (edge: number) => Sharp, transparent: boolean): Promise<Encoded> {
  let bytes = Buffer.alloc(0);
  let tried = 0;
  for (const { edge, quality } of STEPS) {
    // PNG knows no quality.
    if (transparent && edge === tried) continue;
    tried = edge;
    const picture = scaled(edge);
    bytes = await (transparent
      ? picture.png()
      : picture.flatten({ background: "white" }).jpeg({ quality, chromaSubsampling: "4:4:4" })
    ).toBuffer();
    if (bytes.length <= SENT_MAX_BYTES) break;
  }
  return { bytes, mediaType: transparent ? "image/png" : "image/jpeg" };
}

const damaged = () => invalid("The picture is damaged: it could not be read to its end.", "references");
const tooManyPixels = () =>
  invalid(`The picture has more than ${MAX_PIXELS / 1e6} megapixels, the largest that is read.`, "references");

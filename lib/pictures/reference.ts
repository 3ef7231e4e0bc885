import "server-only";
import { invalid } from "@/lib/errors";
import { decode, MAX_PIXELS } from "./decode";
import { DECODABLE, SNIFF_BYTES, sniff } from "./sniff";

/** Bytes of an uploaded file. */
export const REFERENCE_MAX_BYTES = 30_000_000;
/** Long edge in pixels that is sent: providers scale larger pictures down themselves or refuse them (413). */
const REFERENCE_EDGE = 2048;

/**
 * Re-encodes an uploaded picture: orientation applied, every byte of metadata left behind, long edge at most 2,048 px;
 * PNG where it has transparency, else JPEG. Throws `AppError` naming what is wrong and the limit.
 */
export async function reencodeReference(bytes: Buffer): Promise<{ bytes: Buffer; mediaType: string }> {
  if (bytes.length > REFERENCE_MAX_BYTES) {
    throw invalid(`The reference image is larger than ${REFERENCE_MAX_BYTES / 1e6} MB.`, "references");
  }
  if (!DECODABLE.has(sniff(bytes.subarray(0, SNIFF_BYTES)))) {
    throw invalid("The file is not a PNG, JPEG, WebP, AVIF or GIF picture.", "references");
  }
  const { width, height, hasAlpha } = await decode(bytes)
    .metadata()
    .catch((error: Error) => {
      throw /pixel limit/i.test(error.message) ? tooManyPixels() : damaged();
    });
  if (width * height > MAX_PIXELS) throw tooManyPixels();
  const upright = decode(bytes)
    .rotate()
    .resize(REFERENCE_EDGE, REFERENCE_EDGE, { fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb");
  const encoded = hasAlpha ? upright.png() : upright.jpeg({ quality: 92, chromaSubsampling: "4:4:4" });
  const result = await encoded.toBuffer().catch(() => {
    throw damaged();
  });
  return { bytes: result, mediaType: hasAlpha ? "image/png" : "image/jpeg" };
}

const damaged = () => invalid("The picture is damaged: it could not be read to its end.", "references");
const tooManyPixels = () =>
  invalid(`The picture has more than ${MAX_PIXELS / 1e6} megapixels, the largest that is read.`, "references");

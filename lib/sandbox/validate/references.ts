import sharp from "sharp";
import type { Endpoint, Model } from "../catalog/types";
import { invalid, Refusal } from "../refusal";

/** OpenRouter's limit for one picture (QUIRKS 48). */
const MAX_BYTES = 30 * 1024 * 1024;
/** Larger pictures are refused before they are decoded. */
const MAX_PIXELS = 100_000_000;

/** A picture the request refers to; `bytes` is undefined for an http(s) address, which the sandbox never fetches. */
export type Reference = { url: string; bytes: Buffer | undefined; width: number; height: number };

/** Decodes and checks the data URLs, in order. */
export async function readReferences(urls: string[]): Promise<Reference[]> {
  const references: Reference[] = [];
  for (const url of urls) references.push(await readReference(url));
  return references;
}

async function readReference(url: string): Promise<Reference> {
  if (/^https?:\/\//i.test(url)) return { url, bytes: undefined, width: 1, height: 1 };
  const comma = url.indexOf(",");
  if (!/^data:image\/[\w.+-]+;base64$/i.test(url.slice(0, comma))) {
    throw invalid("Invalid image URL: expected a data:image/…;base64 or an http(s) URL", {
      error_type: "invalid_image",
    });
  }
  const bytes = Buffer.from(url.slice(comma + 1), "base64");
  if (bytes.length > MAX_BYTES) {
    throw new Refusal(413, "Downloaded image content cannot exceed 30MB", { provider_name: null });
  }
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS });
    const { width, height } = await picture.metadata();
    // Only decoding proves that the pixels are there; the header alone can lie.
    await picture.resize(8, 8, { fit: "fill" }).raw().toBuffer();
    return { url, bytes, width, height };
  } catch {
    throw invalid("Invalid image: the data could not be decoded", { error_type: "invalid_image" });
  }
}

/** What single providers take besides (QUIRKS 48), in bytes: of one decoded file, of all pictures as they are sent. */
const PROVIDER_LIMITS: Record<string, { file?: number; request?: number }> = {
  "google-ai-studio": { file: 7_000_000 },
  "google-vertex": { file: 7_000_000 },
  sourceful: { request: 4_500_000 },
};

/** @throws Refusal for pictures that OpenRouter lets pass and the provider does not */
export function refuseForProvider(model: Model, endpoint: Endpoint, references: Reference[]) {
  const { provider_name, provider_slug } = endpoint;
  const { file, request } = PROVIDER_LIMITS[provider_slug] ?? {};
  const sent = references.reduce((sum, { url }) => sum + url.length, 0);
  if ((request && sent > request) || (file && references.some(({ bytes }) => bytes && bytes.length > file))) {
    throw new Refusal(413, "Provider returned error", { error_type: "image_too_large", provider_name });
  }
  // Some listings promise more references than the provider takes (QUIRKS 11).
  const limit = model.behavior.reallyTakes;
  if (limit && references.length > limit.max) {
    throw invalid(
      `<400> InternalError.Algo.InvalidParameter: Model '${limit.upstreamName}' supports 0~${limit.max} image content items. Got ${references.length} image items.`,
      { provider_name },
    );
  }
}

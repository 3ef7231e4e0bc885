import { expectedSize, ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import type { ImageDto, Settings } from "./schema";

/** A setting that the picture does not keep to. */
export interface Mismatch {
  field: "aspectRatio" | "resolution" | "size" | "outputFormat" | "background";
  /** What was asked for, in people's words: `16:9`. */
  asked: string;
}

/** Models round to multiples of 8 or 16 pixels: less than this is no other ratio. */
const RATIO_TOLERANCE = 0.02;
/** Published pixels are rounded already. */
const PUBLISHED_TOLERANCE = 0.002;
/** The next lower tier has a quarter of the pixels. */
const SMALLER_TIER = 0.5;

/** In what a delivered picture differs from what was asked for; empty: in nothing that was asked. */
export function mismatches(image: ImageDto, settings: Settings, model: Model | undefined): Mismatch[] {
  const { width, height, mediaType } = image;
  if (width === null || height === null) return [];
  const { aspectRatio, resolution, size, outputFormat, background } = settings;
  const expected = model ? expectedSize(model, settings) : null;
  const found: Mismatch[] = [];

  const nominal = aspectRatio === undefined ? null : ratioOf(aspectRatio);
  if (aspectRatio && nominal !== null) {
    const off = (ratio: number) => Math.abs(width / height / ratio - 1);
    // Some makers publish pixels that are off their own ratio: 864 × 1184 is what 3:4 means to Gemini 2.5.
    const published = expected !== null && off(expected.width / expected.height) < PUBLISHED_TOLERANCE;
    if (off(nominal) > RATIO_TOLERANCE && !published) found.push({ field: "aspectRatio", asked: aspectRatio });
  }
  // Super resolution keeps the size of the picture that it enlarges details of.
  if (resolution && expected && !settings.superResolution) {
    const share = (width * height) / (expected.width * expected.height);
    if (share < SMALLER_TIER) found.push({ field: "resolution", asked: resolution });
  }
  if (size && size !== `${width}x${height}`) found.push({ field: "size", asked: size.replace("x", "×") });
  if (outputFormat && !mediaType.startsWith(`image/${outputFormat === "jpg" ? "jpeg" : outputFormat}`)) {
    found.push({ field: "outputFormat", asked: outputFormat.toUpperCase() });
  }
  if (background === "transparent" && mediaType === "image/jpeg")
    found.push({ field: "background", asked: background });
  return found;
}

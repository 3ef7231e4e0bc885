import { expectedSize, ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import type { ImageDto, Settings } from "./schema";

/** Models round to multiples of 8 or 16 pixels: less than this is no other ratio. */
const RATIO_TOLERANCE = 0.02;
/** The next lower tier has a quarter of the pixels. */
const SMALLER_TIER = 0.5;

/** In what a delivered picture differs from what was asked for, such as `not 16:9`; empty: in nothing that was asked. */
export function mismatches(image: ImageDto, settings: Settings, model: Model | undefined): string[] {
  const { width, height, mediaType } = image;
  if (width === null || height === null) return [];
  const found: string[] = [];
  const { aspectRatio, resolution, outputFormat } = settings;
  const ratio = aspectRatio === undefined ? null : ratioOf(aspectRatio);
  if (ratio !== null && Math.abs(width / height / ratio - 1) > RATIO_TOLERANCE) found.push(`not ${aspectRatio}`);
  const expected = model && resolution ? expectedSize(model, settings) : null;
  if (expected && (width * height) / (expected.width * expected.height) < SMALLER_TIER) found.push(`not ${resolution}`);
  if (outputFormat && !mediaType.startsWith(`image/${outputFormat === "jpg" ? "jpeg" : outputFormat}`)) {
    found.push(`not ${outputFormat.toUpperCase()}`);
  }
  return found;
}

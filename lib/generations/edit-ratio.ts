import { endpointsFor } from "@/lib/models/capabilities";
import { ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import type { Settings } from "@/lib/models/settings";

/**
 * The settings of an edit with the declared ratio nearest to its picture's, where the person chose neither ratio nor size:
 * without one some models keep the picture's shape, others paint a square. A model that declares no ratios is left alone.
 */
export function withEditRatio(
  model: Model,
  settings: Settings,
  references: number,
  { width, height }: { width: number; height: number },
): Settings {
  if (settings.aspectRatio || settings.size) return settings;
  const declared = endpointsFor(model, settings, references).flatMap(({ capabilities: { aspect_ratio: ratios } }) =>
    ratios?.type === "enum" ? ratios.values : [],
  );
  const aspectRatio = nearestRatio(declared, width / height);
  return aspectRatio === null ? settings : { ...settings, aspectRatio };
}

/** The one of `ratios` that is nearest to `shape` (width ÷ height); null: none of them is a ratio. */
export function nearestRatio(ratios: string[], shape: number): string | null {
  const far = (ratio: string) => Math.abs(Math.log((ratioOf(ratio) ?? Number.POSITIVE_INFINITY) / shape));
  const [first, ...rest] = ratios.filter((ratio) => ratioOf(ratio) !== null);
  return rest.reduce((best, ratio) => (best !== null && far(ratio) < far(best) ? ratio : best), first ?? null);
}

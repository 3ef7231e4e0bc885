import type { Wanted } from "@/components/draft/draft";
import { listed } from "@/lib/listed";
import { choices, referenceRange, settingsFor, supports } from "@/lib/models/capabilities";
import { expectedSize } from "@/lib/models/dimensions";
import { shortName } from "@/lib/models/names";
import type { Parameter } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";

/** What a value of a setting is called where the provider's word is not plain. */
const NAMES: Record<string, string> = { png: "PNG", jpeg: "JPEG", webp: "WebP", svg: "SVG", xhigh: "Extra high" };

export const nameOf = (value: string): string =>
  NAMES[value] ?? value.replace(/^[a-z]/, (letter) => letter.toUpperCase());

export const namesOf = (models: Model[]): string => listed(models.map(shortName));

/** The values that the chosen models offer for a setting; `only` names the takers where not all of them take it. */
export function offered(models: Model[], parameter: Parameter): { value: string; only: Model[] }[] {
  return choices(models, parameter).flatMap(({ value, models: takers }) => {
    // Saying nothing means the same and is always there.
    if (value === "auto") return [];
    const only = takers.length < models.length ? models.filter(({ id }) => takers.includes(id)) : [];
    return { value, only };
  });
}

/** Why a control is dimmed; null: at least one chosen model has it. */
export function missing(models: Model[], what: string, has: boolean): string | null {
  if (has) return null;
  if (models.length === 0) return "Choose a model first.";
  return models.length === 1 ? `${namesOf(models)} takes no ${what}.` : `The chosen models take no ${what}.`;
}

/** The pixels to expect from the models that take the ratio: `1376×768`, with ≈ where they differ; null: no model says. */
export function pixelsOf(models: Model[], wanted: Wanted): string | null {
  const sizes = new Set<string>();
  for (const model of models) {
    const { settings } = settingsFor(model, { ...wanted, n: 1 });
    const size = settings.aspectRatio === wanted.aspectRatio ? expectedSize(model, settings) : null;
    if (size) sizes.add(`${size.width}×${size.height}`);
  }
  const [first] = sizes;
  if (!first) return null;
  return sizes.size > 1 ? `≈${first}` : first;
}

/** What a model can do, in one line: `10 ratios · up to 4K · 14 references`. */
export function hintsOf(model: Model): string {
  const ratios = offered([model], "aspectRatio").length;
  const largest = choices([model], "resolution").at(-1)?.value;
  const references = referenceRange(model).max;
  return [
    ratios > 0 ? `${ratios} ratios` : "fixed ratio",
    largest && `up to ${largest}`,
    references > 0 && `${references} ${references === 1 ? "reference" : "references"}`,
    supports(model, "seed") && "seed",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A model's short name; the tail of its id when it is no longer listed. */
export const modelName = (model: Model | undefined, id: string): string =>
  model ? shortName(model) : (id.split("/").at(-1) ?? id);

import { pricePerPicture } from "./price";
import type { Model } from "./schema";

const COMMON_RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

/** Shut down by Google on 2026-10-02, yet still listed with endpoints. */
const DEAD = new Set(["google/gemini-2.5-flash-image"]);

/** The cheapest current model that does all ten common ratios, the newer of two equally cheap ones; null: there is none. */
export function defaultModel(models: Model[]): Model | null {
  const fit = models.flatMap((model) => {
    const ratios = model.capabilities.aspect_ratio;
    const price = pricePerPicture(model);
    const allRatios = ratios?.type === "enum" && COMMON_RATIOS.every((ratio) => ratios.values.includes(ratio));
    return allRatios && price && !DEAD.has(model.id) ? [{ model, price }] : [];
  });
  fit.sort((a, b) => a.price.high - b.price.high || b.model.created - a.model.created);
  return fit[0]?.model ?? null;
}

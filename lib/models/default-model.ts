import { referenceRange } from "./capabilities";
import { pricePerPicture } from "./price";
import type { Model } from "./schema";

const COMMON_RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

/** Shut down by Google on 2026-10-02, yet still listed with endpoints. */
const DEAD = new Set(["google/gemini-2.5-flash-image"]);

/**
 * The cheapest current model of the Image API that does all ten common ratios, the newer of two equally cheap ones. Where a
 * server has none such, the cheapest that draws from a prompt alone. Null: there is none at all.
 */
export function defaultModel(models: Model[], now = new Date()): Model | null {
  const current = models.filter(
    (model) =>
      model.listed &&
      model.endpoints.length > 0 &&
      !DEAD.has(model.id) &&
      !hasEnded(model, now) &&
      referenceRange(model).min === 0,
  );
  const versatile = current.filter(({ endpoints, capabilities: { aspect_ratio: ratios } }) => {
    const all = ratios?.type === "enum" && COMMON_RATIOS.every((ratio) => ratios.values.includes(ratio));
    return all && endpoints.some(({ transport }) => transport === "images");
  });
  const ranked = (versatile.length > 0 ? versatile : current).map((model) => ({
    model,
    // An unknown price comes after every known one.
    price: pricePerPicture(model)?.high ?? Number.MAX_VALUE,
  }));
  ranked.sort((a, b) => a.price - b.price || b.model.created - a.model.created);
  return ranked[0]?.model ?? null;
}

/** Dead models stay listed for weeks. */
const hasEnded = ({ expires }: Model, now: Date) => expires !== null && Date.parse(expires) <= now.getTime();

import { formatRange } from "@/lib/money";
import { usualTier } from "./dimensions";
import { estimate } from "./price";
import type { Model } from "./schema";

/** Milliseconds for which a change, and a model, are news. */
export const NEWS_MS = 30 * 24 * 60 * 60_000;

/** How a model differs from what the catalogue said of it before. */
export interface Change {
  modelId: string;
  /** The model's own, since a list may name it no more. */
  name: string;
  kind: "new" | "gone" | "repriced" | "ends";
  /** Prices before and after, the day on which it ends, or nothing. */
  detail: string;
}

/** What changed between two lists of one server. Models that were added by their id are in no list. */
export function changesBetween(before: Model[], after: Model[]): Change[] {
  const listed = (models: Model[]) => new Map(models.filter((model) => model.listed).map((model) => [model.id, model]));
  const [old, now] = [listed(before), listed(after)];
  const change = ({ id, name }: Model, kind: Change["kind"], detail = ""): Change => ({
    modelId: id,
    name,
    kind,
    detail,
  });
  return [
    ...[...now.values()].flatMap((model) => {
      const known = old.get(model.id);
      if (!known) return change(model, "new", priceText(model));
      const prices = repriced(known, model);
      return [
        ...(prices ? [change(model, "repriced", prices)] : []),
        ...(model.expires && model.expires !== known.expires ? [change(model, "ends", model.expires)] : []),
      ];
    }),
    ...[...old.values()].filter(({ id }) => !now.has(id)).map((model) => change(model, "gone")),
  ];
}

function priceText(model: Model): string {
  const price = priceAt(model, undefined);
  return price ? `${price} a picture` : "";
}

/** `$0.04 → $0.05 a picture, $0.08 → $0.10 a picture in 2K`; null where every price that is known before and after is the same. */
function repriced(before: Model, after: Model): string | null {
  const { resolution } = after.capabilities;
  const tiers = resolution?.type === "enum" ? resolution.values.filter((tier) => tier !== usualTier(after)) : [];
  const texts = [undefined, ...tiers].flatMap((tier) => {
    const [was, is] = [priceAt(before, tier), priceAt(after, tier)];
    return was && is && was !== is ? `${was} → ${is} a picture${tier ? ` in ${tier}` : ""}` : [];
  });
  return texts.length > 0 ? texts.join(", ") : null;
}

function priceAt(model: Model, resolution: string | undefined): string | null {
  const references = model.capabilities.input_references;
  const price = estimate(model, { n: 1, resolution }, references?.type === "range" ? references.min : 0);
  return price && formatRange(price);
}

import type { ModelStats } from "@/lib/generations/model-stats";
import { edgeOf } from "@/lib/models/dimensions";
import { type Choice, type Facts, factsOf, priceFor } from "@/lib/models/facts";
import { makerOf, shortName } from "@/lib/models/names";
import type { Model, ModelList } from "@/lib/models/schema";
import { FEATURES, type Sort, type View } from "./view";

/** A model with all that the table shows of it. */
export interface Row {
  model: Model;
  name: string;
  maker: string;
  isNew: boolean;
  facts: Facts;
  /** Nano-dollars for a picture of the chosen size, or why there is none. */
  price: ReturnType<typeof priceFor>;
  /** Null: never used. */
  stats: ModelStats | null;
}

export function rowsOf(list: ModelList, stats: Record<string, ModelStats>, choice: Choice): Row[] {
  const newModels = new Set(list.newModels);
  return list.models.map((model) => ({
    model,
    name: shortName(model),
    maker: makerOf(model),
    isNew: newModels.has(model.id),
    facts: factsOf(model),
    price: priceFor(model, choice),
    stats: stats[model.id] ?? null,
  }));
}

export function isShown({ model, maker, facts }: Row, view: View): boolean {
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${model.name} ${model.id}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (view.maker === "" || view.maker === maker) &&
    view.has.every((feature) => FEATURES[feature]?.has(facts))
  );
}

/** By what a column is sorted; null: it has none, and comes last in both directions. */
const VALUES: Record<Sort, (row: Row) => string | number | null> = {
  name: ({ name }) => name,
  maker: ({ maker }) => maker,
  price: ({ price }) => ("low" in price ? (price.low + price.high) / 2 : null),
  resolution: ({ facts }) => (facts.largest ? edgeOf(facts.largest) : null),
  ratios: ({ facts }) => facts.ratios.length,
  references: ({ facts }) => facts.references.max,
  seconds: ({ stats }) => stats?.seconds ?? null,
  refused: ({ stats }) => (stats && stats.ended > 0 ? stats.refused / stats.ended : null),
  since: ({ model }) => model.created || null,
};

export function sorted(rows: Row[], sort: Sort, descending: boolean): Row[] {
  const of = VALUES[sort];
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1;
    const order = typeof x === "string" ? x.localeCompare(String(y), "en") : x - Number(y);
    return order * sign || byName(a, b);
  });
}

const byName = (a: Row, b: Row) => a.name.localeCompare(b.name, "en");

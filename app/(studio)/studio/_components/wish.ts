import type { Draft } from "@/components/draft/draft";
import { PROMPT_MAX, REFERENCES_MAX, SET_MAX } from "@/lib/generations/limits";
import { planGenerations } from "@/lib/generations/plan";
import type { ReferenceDto, Settings } from "@/lib/generations/schema";
import { type Dropped, problems, settingsFor } from "@/lib/models/capabilities";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";

/** One generation to be asked for. */
export interface Part {
  model: Model;
  settings: Settings;
  /** Nano-dollars; null: not known. */
  estimate: { low: number; high: number } | null;
}

/** What a press of Generate would ask for, and what speaks against it. */
export interface Wish {
  prompt: string;
  references: ReferenceDto[];
  models: Model[];
  parts: Part[];
  /** Sum over the parts whose price is known, in nano-dollars; null: none is. */
  total: { low: number; high: number } | null;
  /** Models whose price is not known. */
  unpriced: Model[];
  /** What a model goes without, because it does not take it. */
  dropped: (Dropped & { model: Model })[];
  /** Why nothing can be sent as it stands, apart from an empty prompt. */
  problems: { field: string; message: string }[];
}

/** The models meant by a draft, in the order they were chosen; the default one when nothing was ever chosen. */
export function chosenModels(draft: Draft, models: Model[], defaultModel: string | null): Model[] {
  const ids = draft.models ?? (defaultModel ? [defaultModel] : []);
  return ids.flatMap((id) => models.find((model) => model.id === id) ?? []);
}

export function wishOf(draft: Draft, models: Model[]): Wish {
  const { references } = draft;
  const fitted = models.map((model) => ({ model, ...settingsFor(model, { ...draft.wanted, n: 1 }) }));
  const parts = fitted.flatMap(({ model, settings }) =>
    planGenerations(model, draft.count, settings).map((own) => ({
      model,
      settings: own,
      estimate: estimate(model, own, references.length),
    })),
  );
  const priced = parts.flatMap((part) => part.estimate ?? []);
  return {
    prompt: draft.prompt,
    references,
    models,
    parts,
    total: priced.length > 0 ? { low: sum(priced, "low"), high: sum(priced, "high") } : null,
    unpriced: models.filter((model) => parts.some((part) => part.model === model && part.estimate === null)),
    dropped: fitted.flatMap(({ model, dropped }) => dropped.map((one) => ({ model, ...one }))),
    problems: [
      ...limitProblems(draft, parts.length),
      ...parts.flatMap(({ model, settings }) => problems(model, settings, references.length)),
    ].filter(({ message }, at, all) => all.findIndex((other) => other.message === message) === at),
  };
}

const sum = (ranges: { low: number; high: number }[], end: "low" | "high") =>
  ranges.reduce((total, range) => total + range[end], 0);

function limitProblems(draft: Draft, generations: number): Wish["problems"] {
  const found: Wish["problems"] = [];
  const say = (field: string, message: string) => found.push({ field, message });
  if (draft.prompt.length > PROMPT_MAX) {
    say("prompt", `The prompt is longer than ${PROMPT_MAX.toLocaleString("en")} characters.`);
  }
  if (generations === 0) say("model", "Choose a model.");
  if (generations > SET_MAX) {
    say("count", `That makes ${generations} generations; at most ${SET_MAX} go at once.`);
  }
  if (draft.references.length > REFERENCES_MAX) say("references", `At most ${REFERENCES_MAX} reference images.`);
  return found;
}

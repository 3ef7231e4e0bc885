import type { Settings } from "@/lib/generations/schema";
import { edgeOf, ratioOf } from "./dimensions";
import { shortName } from "./names";
import {
  accepts,
  descriptorOf,
  maxPictures,
  type Offer,
  offersOf,
  PARAMETER_NAMES,
  PARAMETERS,
  type Parameter,
  referencesOf,
} from "./parameters";
import type { Endpoint, Model } from "./schema";

/** A value that at least one of the models takes, and the ids of those that do. */
export interface Choice {
  value: string;
  models: string[];
}

/** A wish that the model cannot grant, and why, in a sentence. */
export interface Dropped {
  parameter: Parameter;
  value: string;
  reason: string;
}

/** What may be chosen for a parameter; empty where it is no list of values. Ratios from tall to wide, tiers by size. */
export function choices(models: Model[], parameter: Parameter): Choice[] {
  const byValue = new Map<string, Set<string>>();
  for (const model of models) {
    for (const value of valuesOf(model, parameter)) {
      byValue.set(value, (byValue.get(value) ?? new Set()).add(model.id));
    }
  }
  return [...byValue]
    .map(([value, ids]) => ({ value, models: [...ids] }))
    .sort((a, b) => rank(parameter, a.value) - rank(parameter, b.value));
}

/** Whether the model has this setting at all. */
export function supports(model: Model, parameter: Parameter): boolean {
  if (parameter !== "seed" && parameter !== "n") return valuesOf(model, parameter).length > 0;
  return offersOf(model).some((offer) => (descriptorOf(offer, parameter)?.type ?? "unknown") !== "unknown");
}

/** The fewest and the most reference images that the model takes. */
export function referenceRange(model: Model): { min: number; max: number } {
  const ranges = offersOf(model).map(referencesOf);
  return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
}

/** As much of `wanted` as one provider of the model takes, and what had to be left out. */
export function settingsFor(model: Model, wanted: Settings): { settings: Settings; dropped: Dropped[] } {
  const { settings, refused } = narrow(offersOf(model), wanted);
  const dropped = refused.map((parameter) => ({
    parameter,
    value: String(wanted[parameter]),
    reason: refusal(model, parameter, wanted),
  }));
  return { settings, dropped };
}

/** Why the model would refuse this request, to be told before anything is sent. Empty: at least one provider takes it. */
export function problems(
  model: Model,
  settings: Settings,
  referenceCount: number,
): { field: Parameter | "model" | "references"; message: string }[] {
  if (model.endpoints?.length === 0) {
    const message = `${shortName(model)} is listed, but no provider serves it now. Choose another model.`;
    return [{ field: "model", message }];
  }
  const offers = offersOf(model);
  const taking = offers.filter((offer) => takesReferences(offer, referenceCount));
  const { refused } = narrow(taking.length > 0 ? taking : offers, settings);
  return [
    ...(taking.length > 0 ? [] : [{ field: "references" as const, message: referenceRefusal(model, referenceCount) }]),
    ...refused.map((parameter) => ({ field: parameter, message: refusal(model, parameter, settings) })),
  ];
}

/**
 * The providers that take all of it: a model's capabilities are the union of its providers', so a request may have to be
 * sent to one of them by name. Empty where nobody takes it, and where the model's providers are not known.
 */
export function endpointsFor(model: Model, settings: Settings, referenceCount: number): Endpoint[] {
  const taking = (model.endpoints ?? []).filter((endpoint) => takesReferences(endpoint, referenceCount));
  const { refused, offers } = narrow(taking, settings);
  return refused.length === 0 ? offers : [];
}

function takesReferences(offer: Offer, count: number): boolean {
  const { min, max } = referencesOf(offer);
  return count >= min && count <= max;
}

/** Grants one wish after the other, each time keeping only the offers that take it too. */
function narrow<T extends Offer>(
  all: T[],
  wanted: Settings,
): { settings: Settings; refused: Parameter[]; offers: T[] } {
  let offers = all;
  const granted: Partial<Record<Parameter, string | number>> = {};
  const refused: Parameter[] = [];
  for (const parameter of PARAMETER_NAMES) {
    const value = wanted[parameter];
    if (value === undefined) continue;
    const taking = offers.filter((offer) => accepts(offer, parameter, value));
    if (taking.length > 0) {
      granted[parameter] = value;
      offers = taking;
    } else {
      refused.push(parameter);
    }
  }
  const n = Math.min(wanted.n, Math.max(1, ...offers.map(maxPictures)));
  return { settings: { ...granted, n } as Settings, refused, offers };
}

function valuesOf(model: Model, parameter: Parameter): string[] {
  return offersOf(model).flatMap((offer) => {
    const descriptor = descriptorOf(offer, parameter);
    return descriptor?.type === "enum" ? descriptor.values : [];
  });
}

/** Sorting is stable: values without a size keep the order in which they are listed. `auto` comes first. */
function rank(parameter: Parameter, value: string): number {
  if (value === "auto") return 0;
  if (parameter === "aspectRatio") return ratioOf(value) ?? Number.MAX_VALUE;
  if (parameter === "resolution") return edgeOf(value) ?? Number.MAX_VALUE;
  return 1;
}

function refusal(model: Model, parameter: Parameter, settings: Settings): string {
  const name = shortName(model);
  const { words } = PARAMETERS[parameter];
  const value = settings[parameter] ?? "";
  const offers = offersOf(model);
  if (offers.some((offer) => accepts(offer, parameter, value))) {
    return `No provider of ${name} takes ${words} ${value} together with the rest of this request.`;
  }
  if (parameter === "n") {
    const most = Math.max(...offers.map(maxPictures));
    return `${name} makes at most ${count(most, "picture")} per request, ${value} were asked for.`;
  }
  const values = [...new Set(valuesOf(model, parameter))];
  if (values.length > 0) return `${name} takes no ${words} ${value}; it takes ${values.join(", ")}.`;
  const ranges = offers.map((offer) => descriptorOf(offer, parameter)).filter((found) => found?.type === "range");
  if (ranges.length === 0) return `${name} takes no ${words} setting.`;
  const spans = ranges.map(({ min, max }) => `${min} to ${max}`);
  return `${name} takes no ${words} ${value}; it takes ${[...new Set(spans)].join(", ")}.`;
}

function referenceRefusal(model: Model, given: number): string {
  const name = shortName(model);
  const { min, max } = referenceRange(model);
  if (max === 0) return `${name} takes no reference images, ${given} ${given === 1 ? "was" : "were"} given.`;
  if (given < min) return `${name} needs at least ${count(min, "reference image")}.`;
  if (given > max) return `${name} takes at most ${count(max, "reference image")}, ${given} were given.`;
  return `No provider of ${name} takes exactly ${count(given, "reference image")}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

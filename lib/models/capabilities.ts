import { edgeOf, ratioOf } from "./dimensions";
import { shortName } from "./names";
import type { Capabilities, Descriptor, Endpoint, Model } from "./schema";
import type { Settings } from "./settings";

/** A setting by our name. */
export type Parameter = keyof Settings;

/** Our name → OpenRouter's. */
const WIRE: Record<Parameter, string> = {
  aspectRatio: "aspect_ratio",
  resolution: "resolution",
  size: "size",
  quality: "quality",
  outputFormat: "output_format",
  background: "background",
  seed: "seed",
  n: "n",
};

const LABEL: Record<Parameter, string> = {
  aspectRatio: "ratio",
  resolution: "resolution",
  size: "size in pixels",
  quality: "quality",
  outputFormat: "format",
  background: "background",
  seed: "seed",
  n: "number of pictures",
};

/** The settings by OpenRouter's names, as they are sent. */
export function wireParameters(settings: Settings): Record<string, string | number> {
  // One picture is what a request without `n` brings; many models do not take the parameter at all.
  return Object.fromEntries(given(settings).map(([parameter, value]) => [WIRE[parameter], value]));
}

function given(settings: Settings): [Parameter, string | number][] {
  return (Object.keys(WIRE) as Parameter[]).flatMap((parameter) => {
    const value = settings[parameter];
    return value === undefined || (parameter === "n" && value === 1) ? [] : [[parameter, value]];
  });
}

export function supports({ capabilities }: Model, parameter: Parameter): boolean {
  const descriptor = capabilities[WIRE[parameter]];
  return descriptor !== undefined && descriptor.type !== "unknown";
}

/** Every value that at least one of the models takes, with the ids of those that take it. */
export function choices(models: Model[], parameter: Parameter): { value: string; models: string[] }[] {
  const takers = new Map<string, string[]>();
  for (const { id, capabilities } of models) {
    const descriptor = capabilities[WIRE[parameter]];
    for (const value of descriptor?.type === "enum" ? descriptor.values : []) {
      takers.set(value, [...(takers.get(value) ?? []), id]);
    }
  }
  const all = [...takers].map(([value, ids]) => ({ value, models: ids }));
  const order = ORDER[parameter];
  return order ? all.sort((a, b) => order(a.value) - order(b.value)) : all;
}

/** Ratios from tall to wide, resolutions from small to large; `auto` first. Others keep the descriptor's order. */
const ORDER: Partial<Record<Parameter, (value: string) => number>> = {
  aspectRatio: (value) => ratioOf(value) ?? 0,
  resolution: (value) => edgeOf(value) ?? 0,
};

/** What of the wanted settings one provider of the model takes together, and what it goes without. */
export function settingsFor(
  model: Model,
  wanted: Settings,
): { settings: Settings; dropped: { parameter: Parameter; value: string; reason: string }[] } {
  const dropped: { parameter: Parameter; value: string; reason: string }[] = [];
  let settings: Settings = { n: 1 };
  let offers: Pick<Model, "capabilities">[] = model.endpoints.length > 0 ? model.endpoints : [model];
  for (const [parameter, value] of given(wanted)) {
    const taking = offers.filter(({ capabilities }) => refusal(model, capabilities, parameter, value) === null);
    const reason =
      refusal(model, model.capabilities, parameter, value) ??
      (parameter === "size" ? contradiction({ ...settings, size: String(value) }) : null) ??
      (taking.length > 0 ? null : `No provider of ${shortName(model)} takes ${value} together with the rest.`);
    if (reason === null) {
      settings = { ...settings, [parameter]: value };
      offers = taking;
    } else {
      dropped.push({ parameter, value: String(value), reason });
    }
  }
  return { settings, dropped };
}

/** Why the model cannot do this, before anything is sent: empty where it can. `field` is the setting it is about. */
export function problems(model: Model, settings: Settings, references: number): { field: string; message: string }[] {
  const name = shortName(model);
  if (model.endpoints.length === 0) {
    return [{ field: "model", message: `${name} is listed, but no provider serves it now.` }];
  }
  const twice = contradiction(settings);
  if (twice) return [{ field: "size", message: twice }];
  const found = given(settings).flatMap(([parameter, value]) => {
    const message = refusal(model, model.capabilities, parameter, value);
    return message === null ? [] : [{ field: parameter as string, message }];
  });
  const tooFew = referencesRefusal(model, model.capabilities, references);
  if (tooFew) found.push({ field: "references", message: tooFew });
  if (found.length === 0 && endpointsFor(model, settings, references).length === 0) {
    const wanted = given(settings).map(([, value]) => value);
    found.push({
      field: "settings",
      message: `No provider of ${name} takes all of this at once: ${wanted.join(", ")}.`,
    });
  }
  return found;
}

function contradiction({ size, aspectRatio, resolution }: Settings): string | null {
  if (!size || !(aspectRatio || resolution)) return null;
  return "A size in pixels goes without a ratio and a resolution: it says both.";
}

/** The providers that take all of it: a value may be on offer at some of them only. */
export function endpointsFor(model: Model, settings: Settings, references: number): Endpoint[] {
  return model.endpoints.filter(
    ({ capabilities }) =>
      given(settings).every(([parameter, value]) => refusal(model, capabilities, parameter, value) === null) &&
      referencesRefusal(model, capabilities, references) === null,
  );
}

/** How many reference images the model takes. */
export function referenceRange({ capabilities }: Model): { min: number; max: number } {
  return rangeOf(capabilities.input_references);
}

function rangeOf(descriptor: Descriptor | undefined): { min: number; max: number } {
  return descriptor?.type === "range" ? descriptor : { min: 0, max: 0 };
}

function referencesRefusal(model: Model, capabilities: Capabilities, count: number): string | null {
  const { min, max } = rangeOf(capabilities.input_references);
  const images = (n: number) => `${n} reference image${n === 1 ? "" : "s"}`;
  const name = shortName(model);
  if (count > max)
    return max === 0
      ? `${name} takes no reference images.`
      : `${name} takes at most ${images(max)}; ${count} were given.`;
  return count < min ? `${name} needs at least ${images(min)}.` : null;
}

// Measured and documented, though their descriptors do not say so: these honour an exact size in pixels.
const EXACT_SIZE = /^(openai\/gpt-image-2\.5|black-forest-labs\/flux\.2)/;

/** Why the value is not taken; null: it is. */
function refusal(
  model: Model,
  capabilities: Capabilities,
  parameter: Parameter,
  value: string | number,
): string | null {
  const name = shortName(model);
  const descriptor = capabilities[WIRE[parameter]];
  if (parameter === "size" && !descriptor) return EXACT_SIZE.test(model.id) ? null : `${name} takes no size in pixels.`;
  if (!descriptor) {
    return parameter === "n" ? `${name} makes one picture a request.` : `${name} has no ${LABEL[parameter]} setting.`;
  }
  switch (descriptor.type) {
    case "enum":
      if (descriptor.values.includes(String(value))) return null;
      return `${name} has no ${LABEL[parameter]} ${value}; it takes ${descriptor.values.join(", ")}.`;
    case "range":
      if (Number(value) >= descriptor.min && Number(value) <= descriptor.max) return null;
      return `${name} takes a ${LABEL[parameter]} from ${descriptor.min} to ${descriptor.max}, not ${value}.`;
    case "boolean":
      return null;
    case "unknown":
      return `${name} describes its ${LABEL[parameter]} in a way this version does not know: ${descriptor.text}.`;
  }
}

import { edgeOf, ratioOf } from "./dimensions";
import { shortName } from "./names";
import { type Asked, asked, PARAMETERS, type Parameter, shown, withAsked } from "./parameters";
import type { Capabilities, Descriptor, Endpoint, Model } from "./schema";
import type { Settings } from "./settings";

export function supports({ capabilities }: Model, parameter: Parameter): boolean {
  const descriptor = capabilities[PARAMETERS[parameter].wire];
  return descriptor !== undefined && descriptor.type !== "unknown";
}

/** Every value that at least one of the models takes, with the ids of those that take it. */
export function choices(models: Model[], parameter: Parameter): { value: string; models: string[] }[] {
  const takers = new Map<string, string[]>();
  for (const { id, capabilities } of models) {
    const descriptor = capabilities[PARAMETERS[parameter].wire];
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

/** A chosen value that a model goes without. */
export interface Dropped {
  /** As `Asked.field`. */
  field: string;
  label: string;
  value: string;
  reason: string;
}

/** What of the wanted settings one offer of the model takes together, and what it goes without. */
export function settingsFor(model: Model, wanted: Settings): { settings: Settings; dropped: Dropped[] } {
  const dropped: Dropped[] = [];
  let settings: Settings = { n: 1 };
  let offers: Offer[] = model.endpoints.length > 0 ? model.endpoints : [model];
  const drop = (one: Pick<Asked, "field" | "label">, value: string, reason: string) =>
    dropped.push({ field: one.field, label: one.label, value, reason });
  for (const field of ["transport", "provider"] as const) {
    const value = wanted[field];
    if (value === undefined) continue;
    const reason = offerProblem(model, { n: 1, [field]: value })?.message;
    if (reason) drop({ field, label: field === "transport" ? "route" : "provider" }, value, reason);
    else {
      settings = { ...settings, [field]: value };
      offers = model.endpoints.length > 0 ? offersOf(model, settings) : offers;
    }
  }
  for (const one of asked(wanted)) {
    const taking = offers.filter((offer) => refusal(model, offer, one) === null);
    const reason =
      refusal(model, union(model), one) ??
      (one.field === "size" ? contradiction({ ...settings, size: String(one.value) }) : null) ??
      (taking.length > 0 ? null : `No provider of ${shortName(model)} takes ${shown(one)} together with the rest.`);
    if (reason === null) {
      settings = withAsked(settings, one);
      offers = taking;
    } else drop(one, shown(one), reason);
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
  const elsewhere = offerProblem(model, settings);
  if (elsewhere) return [elsewhere];
  const found = asked(settings).flatMap((one) => {
    const message = refusal(model, union(model), one);
    return message === null ? [] : [{ field: one.field, message }];
  });
  const tooFew = referencesRefusal(model, model.capabilities, references);
  if (tooFew) found.push({ field: "references", message: tooFew });
  if (settings.superResolution && references === 0) {
    found.push({ field: "references", message: "Super resolution needs a picture to enlarge: add a reference image." });
  }
  if (found.length === 0 && endpointsFor(model, settings, references).length === 0) {
    found.push({
      field: "settings",
      message: `No provider of ${name} takes all of this at once: ${asked(settings).map(shown).join(", ")}.`,
    });
  }
  return found;
}

function contradiction({ size, aspectRatio, resolution }: Settings): string | null {
  if (!size || !(aspectRatio || resolution)) return null;
  return "A size in pixels goes without a ratio and a resolution: it says both.";
}

/** Why the route or the provider that was chosen is none of the model's; null: it is. */
function offerProblem(model: Model, settings: Settings): { field: string; message: string } | null {
  const { transport, provider } = settings;
  const through = (wanted: string) => model.endpoints.some((endpoint) => endpoint.transport === wanted);
  if (transport && !through(transport)) {
    const door = transport === "chat" ? "chat completions" : "the Image API";
    return { field: "transport", message: `${shortName(model)} cannot be asked through ${door}.` };
  }
  if (provider && offersOf(model, settings).length === 0) {
    return { field: "provider", message: `${shortName(model)} has no provider ${provider}.` };
  }
  return null;
}

/** The offers among which the choice of a route and of a provider leaves the model's own. */
function offersOf({ endpoints }: Model, { transport, provider }: Settings): Endpoint[] {
  const named = endpoints.filter(({ tag }) => tag !== "").map(({ tag }) => tag);
  return endpoints.filter(
    (endpoint) =>
      (!transport || endpoint.transport === transport) &&
      // Chat lists no providers of its own: it has those that the Image API names, or nobody knows which.
      (!provider || endpoint.tag === provider || (endpoint.tag === "" && (!named.length || named.includes(provider)))),
  );
}

/**
 * The offers that take all of it: a value may be on offer at some of them only. Where the Image API can do it, it does: its
 * capabilities are typed, and what fails costs nothing.
 */
export function endpointsFor(model: Model, settings: Settings, references: number): Endpoint[] {
  const able = offersOf(model, settings).filter(
    (endpoint) =>
      asked(settings).every((one) => refusal(model, endpoint, one) === null) &&
      referencesRefusal(model, endpoint.capabilities, references) === null,
  );
  const images = able.filter(({ transport }) => transport === "images");
  return images.length > 0 ? images : able;
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

/** What says yes or no to a value: an endpoint, or the model as the union of all. */
type Offer = Pick<Endpoint, "capabilities"> & Partial<Pick<Endpoint, "passthrough" | "transport">>;

const union = ({ capabilities, endpoints }: Model): Offer => ({
  capabilities,
  passthrough: endpoints.flatMap(({ passthrough }) => passthrough),
});

/** Names on the wire that a setting of ours has: none of them comes as an unnamed one besides. */
const NAMED = new Set(Object.values(PARAMETERS).map(({ wire }) => wire));

/** Why the value is not taken; null: it is. */
function refusal(model: Model, offer: Offer, { field, wire, label, value, option }: Asked): string | null {
  const name = shortName(model);
  if (field.includes(".") && NAMED.has(wire)) return `There is a setting of its own for ${label}.`;
  if (option) return offer.passthrough?.includes(wire) ? null : `No provider of ${name} passes ${label} on.`;
  const descriptor = offer.capabilities[wire];
  if (wire === "size" && !descriptor) {
    return EXACT_SIZE.test(model.id) && offer.transport !== "chat" ? null : `${name} takes no size in pixels.`;
  }
  if (!descriptor) return wire === "n" ? `${name} makes one picture a request.` : `${name} has no ${label} setting.`;
  switch (descriptor.type) {
    case "enum":
      if (descriptor.values.includes(String(value))) return null;
      return `${name} has no ${label} ${value}; it takes ${descriptor.values.join(", ")}.`;
    case "range": {
      const amount = Array.isArray(value) ? value.length : Number(value);
      if (amount >= descriptor.min && amount <= descriptor.max) return null;
      if (Array.isArray(value)) return `${name} takes at most ${descriptor.max} ${label}, not ${amount}.`;
      return `${name} takes a ${label} from ${descriptor.min} to ${descriptor.max}, not ${value}.`;
    }
    case "boolean":
    case "text":
      return null;
    case "unknown":
      return `${name} describes its ${label} in a way this version does not know: ${descriptor.text}.`;
  }
}

import type { Settings } from "@/lib/generations/schema";
import type { Capabilities, Descriptor, Model } from "./schema";

export type Parameter = keyof Settings;

/**
 * Our settings, by their names on the wire and in a sentence. Where no provider takes all that was asked for, the first of
 * this list is kept longest.
 */
export const PARAMETERS = {
  aspectRatio: { wire: "aspect_ratio", words: "aspect ratio" },
  resolution: { wire: "resolution", words: "resolution" },
  quality: { wire: "quality", words: "quality" },
  outputFormat: { wire: "output_format", words: "file format" },
  background: { wire: "background", words: "background" },
  seed: { wire: "seed", words: "seed" },
  n: { wire: "n", words: "number of pictures" },
} as const satisfies Record<Parameter, { wire: string; words: string }>;

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as Parameter[];

/** A provider's offer, or a model as a whole. */
export interface Offer {
  capabilities: Capabilities;
}

/** What the providers offer; the model's own listing, their union, where they are not known or there are none. */
export const offersOf = (model: Model): Offer[] => (model.endpoints?.length ? model.endpoints : [model]);

export function descriptorOf(offer: Offer, parameter: Parameter): Descriptor | undefined {
  return offer.capabilities[PARAMETERS[parameter].wire];
}

/** Whether the offer takes `value`. Unsupported parameters are refused by providers, not ignored. */
export function accepts(offer: Offer, parameter: Parameter, value: string | number): boolean {
  if (parameter === "n") return Number(value) <= maxPictures(offer);
  const descriptor = descriptorOf(offer, parameter);
  if (descriptor?.type === "enum") return descriptor.values.includes(String(value));
  if (typeof value !== "number") return false;
  if (descriptor?.type === "range") return value >= descriptor.min && value <= descriptor.max;
  return descriptor?.type === "boolean";
}

/** Pictures that one request may ask for; 1 where nothing is declared. */
export function maxPictures(offer: Offer): number {
  const descriptor = offer.capabilities.n;
  // 10 is the most that OpenRouter takes, whatever a provider declares.
  return descriptor?.type === "range" ? Math.min(10, Math.max(1, Math.floor(descriptor.max))) : 1;
}

/** How many reference images the offer takes: none where nothing is declared. */
export function referencesOf(offer: Offer): { min: number; max: number } {
  const descriptor = offer.capabilities.input_references;
  return descriptor?.type === "range" ? { min: descriptor.min, max: descriptor.max } : { min: 0, max: 0 };
}

import type { Behavior, Capabilities, Descriptor, Endpoint, Model, PriceLine } from "./types";

export const oneOf = (...values: string[]): Descriptor => ({ type: "enum", values });
export const upTo = (max: number, min = 0): Descriptor => ({ type: "range", min, max });
export const yes: Descriptor = { type: "boolean" };

/** The ten ratios that nearly every model knows. */
export const TEN_RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

export const perImage = (cost_usd: number, variant?: string): PriceLine => ({
  billable: "output_image",
  unit: "image",
  cost_usd,
  ...(variant && { variant }),
});
export const perToken = (billable: PriceLine["billable"], cost_usd: number): PriceLine => ({
  billable,
  unit: "token",
  cost_usd,
});
export const perMegapixel = (billable: PriceLine["billable"], cost_usd: number): PriceLine => ({
  billable,
  unit: "megapixel",
  cost_usd,
});
export const perReference = (cost_usd: number): PriceLine => ({ billable: "input_image", unit: "image", cost_usd });

/** `"2026-09-09"` → Unix seconds of that midnight, UTC. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;

type Provider = { name: string; slug: string; tag?: string };

export function endpoint(
  provider: Provider,
  parameters: Capabilities,
  pricing: PriceLine[],
  more: { passthrough?: string[]; streaming?: boolean } = {},
): Endpoint {
  return {
    provider_name: provider.name,
    provider_slug: provider.slug,
    provider_tag: provider.tag ?? provider.slug,
    supported_parameters: parameters,
    allowed_passthrough_parameters: more.passthrough ?? [],
    supports_streaming: more.streaming ?? false,
    pricing,
  };
}

type Listing = Pick<Model, "id" | "name" | "description" | "created" | "endpoints"> &
  Partial<Omit<Model, "behavior">> & { behavior?: Partial<Behavior> };

/** Fills in what most image-only models have in common. */
export function model(listing: Listing): Model {
  const { behavior, ...listed } = listing;
  return {
    canonical: listing.id,
    inputs: ["text", "image"],
    outputs: ["image"],
    contextLength: 65536,
    moderated: false,
    chatPricing: { prompt: "0", completion: "0" },
    chatParameters: [],
    maxOutputTokens: null,
    expirationDate: null,
    imageApi: true,
    chat: false,
    imageConfig: [],
    listed: true,
    ...listed,
    behavior: { pixels: "megapixel", format: "png", seconds: 10, ...behavior },
  };
}

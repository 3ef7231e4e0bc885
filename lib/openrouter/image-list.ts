import { z } from "zod";
import type { CatalogEndpoint, PriceLine } from "./catalog-schema";
import { toCapabilities } from "./descriptors";
import { passthroughShapes } from "./families";
import type { GetApi } from "./get-api";
import { named, text, words } from "./listed";

const descriptors = z.record(z.string(), z.unknown()).catch({});

const ListedModel = z.looseObject({
  ...named,
  architecture: z
    .looseObject({ input_modalities: words, output_modalities: words })
    .catch({ input_modalities: [], output_modalities: ["image"] }),
  supported_parameters: descriptors,
});

/** A model of the Image API as it is listed. */
export type ImageListed = z.infer<typeof ListedModel>;

const Endpoint = z.looseObject({
  provider_name: text,
  provider_slug: text,
  provider_tag: z.string().nullish().catch(null),
  supported_parameters: descriptors,
  allowed_passthrough_parameters: words,
  supports_streaming: z.boolean().catch(false),
  pricing: z.array(z.unknown()).catch([]),
});

const Price = z.looseObject({
  billable: z.string(),
  unit: z.string(),
  cost_usd: z.number().nonnegative().nullish().catch(null),
  variant: z.string().nullish().catch(null),
});

const List = z.looseObject({ data: z.array(z.unknown()) });
const Endpoints = z.looseObject({ endpoints: z.array(z.unknown()) });

/** `GET /images/models`. Throws where it cannot be had or names no model. */
export async function fetchImageList(get: GetApi): Promise<ImageListed[]> {
  const list = List.safeParse(await get("/images/models"));
  if (!list.success) throw new Error("The list of image models is not in OpenRouter's form.");
  const listed = list.data.data.flatMap((item) => ListedModel.safeParse(item).data ?? []);
  if (listed.length === 0) throw new Error("The list of image models is empty.");
  return listed;
}

/** The providers of one model; null: they cannot be had. */
export async function fetchImageEndpoints(get: GetApi, id: string): Promise<CatalogEndpoint[] | null> {
  const path = id.split("/").map(encodeURIComponent).join("/");
  try {
    const { endpoints } = Endpoints.parse(await get(`/images/models/${path}/endpoints`));
    return endpoints.flatMap((item) => toEndpoint(item) ?? []);
  } catch {
    return null;
  }
}

/** The list says that the model exists: it can be tried as listed, at a price that is not known. */
export const unknownEndpoint = (model: ImageListed): CatalogEndpoint => ({
  transport: "images",
  provider: "unknown",
  tag: "",
  slug: "",
  capabilities: toCapabilities(model.supported_parameters),
  passthrough: [],
  streaming: false,
  prices: [],
});

function toEndpoint(item: unknown): CatalogEndpoint | null {
  const endpoint = Endpoint.safeParse(item).data;
  if (!endpoint) return null;
  const passthrough = endpoint.allowed_passthrough_parameters;
  return {
    transport: "images",
    slug: endpoint.provider_slug,
    provider: endpoint.provider_name || endpoint.provider_slug,
    tag: endpoint.provider_tag || endpoint.provider_slug,
    capabilities: { ...passthroughShapes(passthrough), ...toCapabilities(endpoint.supported_parameters) },
    passthrough,
    streaming: endpoint.supports_streaming,
    prices: endpoint.pricing.flatMap((line) => toPrice(line) ?? []),
  };
}

function toPrice(line: unknown): PriceLine | null {
  const price = Price.safeParse(line).data;
  if (!price) return null;
  const { billable, unit, cost_usd, variant } = price;
  return { billable, unit, usd: cost_usd ?? null, ...(variant && { variant }) };
}

import "server-only";
import { z } from "zod";
import type { Capabilities, CatalogEndpoint, CatalogModel, Descriptor, PriceLine } from "./catalog-schema";

/** Gets a JSON document of the API by its path below the base URL. Throws where there is none. */
export type GetApi = (path: string) => Promise<unknown>;

/** Requests for endpoints at a time. */
const PARALLEL = 6;

const known = z.discriminatedUnion("type", [
  z.object({ type: z.literal("enum"), values: z.array(z.string()) }),
  z.object({ type: z.literal("range"), min: z.number(), max: z.number() }),
  z.object({ type: z.literal("boolean") }),
]);

const descriptors = z.record(z.string(), z.unknown()).catch({});
const words = z.array(z.string()).catch([]);
const text = z.string().catch("");

const ListedModel = z.looseObject({
  id: z.string().min(1),
  name: text,
  description: text,
  created: z.number().catch(0),
  supported_parameters: descriptors,
});

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

/**
 * Reads the catalogue of image models with what each provider accepts and charges. One model, endpoint or line that
 * cannot be read never costs the others. Throws where the list itself cannot be had.
 */
export async function fetchCatalog(get: GetApi): Promise<CatalogModel[]> {
  const listed = List.parse(await get("/images/models")).data.flatMap((item) => ListedModel.safeParse(item).data ?? []);
  const models: CatalogModel[] = [];
  const queue = listed.entries();
  const work = async () => {
    for (const [index, model] of queue) {
      models[index] = {
        id: model.id,
        name: model.name || model.id,
        description: model.description,
        created: model.created,
        capabilities: toCapabilities(model.supported_parameters),
        endpoints: await fetchEndpoints(get, model),
      };
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return models;
}

async function fetchEndpoints(get: GetApi, model: z.infer<typeof ListedModel>): Promise<CatalogEndpoint[]> {
  const path = model.id.split("/").map(encodeURIComponent).join("/");
  try {
    return Endpoints.parse(await get(`/images/models/${path}/endpoints`)).endpoints.flatMap(
      (item) => toEndpoint(item) ?? [],
    );
  } catch {
    // The list says that it exists: it can be tried, at a price that is not known.
    return [
      {
        provider: "unknown",
        tag: "",
        capabilities: toCapabilities(model.supported_parameters),
        passthrough: [],
        streaming: false,
        prices: [],
      },
    ];
  }
}

function toEndpoint(item: unknown): CatalogEndpoint | null {
  const endpoint = Endpoint.safeParse(item).data;
  if (!endpoint) return null;
  return {
    provider: endpoint.provider_name || endpoint.provider_slug,
    tag: endpoint.provider_tag || endpoint.provider_slug,
    capabilities: toCapabilities(endpoint.supported_parameters),
    passthrough: endpoint.allowed_passthrough_parameters,
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

function toCapabilities(wire: Record<string, unknown>): Capabilities {
  return Object.fromEntries(Object.entries(wire).map(([name, descriptor]) => [name, toDescriptor(descriptor)]));
}

function toDescriptor(wire: unknown): Descriptor {
  return known.safeParse(wire).data ?? { type: "unknown", text: JSON.stringify(wire)?.slice(0, 200) ?? "" };
}

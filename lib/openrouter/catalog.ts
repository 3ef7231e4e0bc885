import "server-only";
import { z } from "zod";
import type { Capabilities, CatalogEndpoint, CatalogModel, Descriptor, PriceLine } from "./catalog-schema";

/** Gets a JSON document of the API by its path below the base URL. Throws where there is none. */
export type GetApi = (path: string) => Promise<unknown>;

/** Requests for endpoints at a time. */
const PARALLEL = 6;

const isText = (value: unknown) => typeof value === "string" || typeof value === "number";

const known = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("enum"),
    values: z.array(z.unknown()).transform((values) => values.filter(isText).map(String)),
  }),
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
 * cannot be read never costs the others; a model whose providers cannot be had keeps those of `before`. Throws where the
 * list itself cannot be had or has no model in it.
 */
export async function fetchCatalog(get: GetApi, before: CatalogModel[] = []): Promise<CatalogModel[]> {
  const list = List.safeParse(await get("/images/models"));
  if (!list.success) throw new Error("The list of image models is not in OpenRouter's form.");
  const listed = list.data.data.flatMap((item) => ListedModel.safeParse(item).data ?? []);
  if (listed.length === 0) throw new Error("The list of image models is empty.");
  const endpointsBefore = new Map(before.map(({ id, endpoints }) => [id, endpoints]));
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
        endpoints: (await fetchEndpoints(get, model.id)) ?? endpointsBefore.get(model.id) ?? [unknownEndpoint(model)],
      };
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return models;
}

async function fetchEndpoints(get: GetApi, id: string): Promise<CatalogEndpoint[] | null> {
  const path = id.split("/").map(encodeURIComponent).join("/");
  try {
    const { endpoints } = Endpoints.parse(await get(`/images/models/${path}/endpoints`));
    return endpoints.flatMap((item) => toEndpoint(item) ?? []);
  } catch {
    return null;
  }
}

/** The list says that the model exists: it can be tried as listed, at a price that is not known. */
function unknownEndpoint(model: z.infer<typeof ListedModel>): CatalogEndpoint {
  return {
    provider: "unknown",
    tag: "",
    capabilities: toCapabilities(model.supported_parameters),
    passthrough: [],
    streaming: false,
    prices: [],
  };
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

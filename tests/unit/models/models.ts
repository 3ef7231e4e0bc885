import type { Capabilities, Endpoint, Model, PriceLine } from "@/lib/models/schema";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import { models as listed } from "@/lib/sandbox/catalog/catalog";
import { imageListing } from "@/lib/sandbox/catalog/listing";

/** Today's real models, with the descriptors and price lines of their providers. */
export const realModels: Model[] = await fetchCatalog(async (path) =>
  path === "/images/models"
    ? { data: listed.map(imageListing) }
    : { endpoints: listed.find(({ id }) => path === `/images/models/${id}/endpoints`)?.endpoints },
);

export function realModel(id: string): Model {
  const model = realModels.find((candidate) => candidate.id === id);
  if (!model) throw new Error(`The sandbox lists no ${id}.`);
  return model;
}

export const endpoint = (capabilities: Capabilities, prices: PriceLine[] = [], tag = "provider"): Endpoint => ({
  transport: "images",
  provider: tag,
  tag,
  slug: tag,
  capabilities,
  passthrough: [],
  streaming: false,
  prices,
});

/** A model whose own capabilities are those of the first provider that has each, unless given. */
export const model = (endpoints: Endpoint[], more: Partial<Model> = {}): Model => ({
  id: "maker/model",
  name: "Maker: Model",
  description: "",
  created: 0,
  inputs: ["text", "image"],
  outputs: ["image"],
  expires: null,
  listed: true,
  capabilities: Object.assign({}, ...endpoints.map(({ capabilities }) => capabilities).reverse()),
  endpoints,
  ...more,
});

export const oneOf = (...values: string[]) => ({ type: "enum" as const, values });
export const upTo = (max: number, min = 0) => ({ type: "range" as const, min, max });

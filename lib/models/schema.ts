import type { CatalogModel } from "@/lib/openrouter/catalog-schema";

export type {
  Capabilities,
  CatalogEndpoint as Endpoint,
  CatalogModel as Model,
  Descriptor,
  PriceLine,
} from "@/lib/openrouter/catalog-schema";

/** Answer of `GET /api/models`. */
export interface ModelList {
  models: CatalogModel[];
  /** When the list was fetched, ISO 8601; an old date means that the server could not be reached since. */
  fetchedAt: string | null;
  /** The model that a new person starts with. */
  defaultModel: string | null;
  /** True: no key is set and the built-in sandbox answers. */
  sandbox: boolean;
}

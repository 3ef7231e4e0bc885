import { z } from "zod";
import type { CatalogModel } from "@/lib/openrouter/catalog-schema";
import type { Change } from "./changes";

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
  /** Ids of the models that came out, or into the list, within the last 30 days. */
  newModels: string[];
  /** The model that a new person starts with. */
  defaultModel: string | null;
  /** True: no key is set and the built-in sandbox answers. */
  sandbox: boolean;
}

/** A model by its id, as `google/gemini-3-pro-image` or `some/model:free`. */
export const AddModel = z.strictObject({
  id: z
    .string()
    .trim()
    .max(200)
    .regex(
      /^\w[\w.-]*\/\w[\w.-]*(:\w[\w.-]*)?$/,
      "A model's id looks like maker/model, such as google/gemini-3-pro-image.",
    ),
});

/** One thing that changed in the catalogue. */
export interface ModelChange extends Change {
  id: string;
  /** ISO 8601. */
  at: string;
}

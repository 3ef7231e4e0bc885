import { referenceRange } from "@/lib/models/capabilities";
import { pricePerPicture } from "@/lib/models/price";
import type { Capabilities, Endpoint, Model } from "@/lib/models/schema";
import { NANO } from "@/lib/money";

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** A model as `models --json` prints it: documented and kept stable. */
export interface ReportedModel {
  id: string;
  name: string;
  /** ISO 8601; null: not said. */
  created: string | null;
  /** The day on which it ends; null: none announced. */
  expires: string | null;
  /** True: less than 30 days old. */
  new: boolean;
  /** False: in no list of OpenRouter's, added here. */
  listed: boolean;
  /** False: nobody serves it now. */
  available: boolean;
  /** US dollars for one picture with nothing chosen; null: not known. */
  price_usd: { low: number; high: number } | null;
  resolutions: string[];
  aspect_ratios: string[];
  references: { min: number; max: number };
  seed: boolean;
  streaming: boolean;
  routes: ("images" | "chat")[];
}

/** What `models ID --json` prints. */
export interface ReportedModelDetail extends ReportedModel {
  description: string;
  inputs: string[];
  outputs: string[];
  capabilities: Capabilities;
  offers: ReportedOffer[];
}

type ReportedOffer = Omit<Endpoint, "transport"> & { route: Endpoint["transport"] };

export function toReportedModel(model: Model): ReportedModel {
  const price = pricePerPicture(model);
  const routes = new Set(model.endpoints.map(({ transport }) => transport));
  return {
    id: model.id,
    name: model.name,
    created: model.created > 0 ? new Date(model.created * 1000).toISOString() : null,
    expires: model.expires,
    new: Date.now() - model.created * 1000 < MONTH_MS,
    listed: model.listed,
    available: model.endpoints.length > 0,
    price_usd: price && { low: price.low / NANO, high: price.high / NANO },
    resolutions: valuesOf(model, "resolution"),
    aspect_ratios: valuesOf(model, "aspect_ratio"),
    references: referenceRange(model),
    seed: "seed" in model.capabilities,
    streaming: model.endpoints.some(({ streaming }) => streaming),
    routes: [...routes],
  };
}

export function toReportedDetail(model: Model): ReportedModelDetail {
  return {
    ...toReportedModel(model),
    description: model.description,
    inputs: model.inputs,
    outputs: model.outputs,
    capabilities: model.capabilities,
    offers: model.endpoints.map(({ transport, ...offer }) => ({ route: transport, ...offer })),
  };
}

function valuesOf({ capabilities }: Model, wire: string): string[] {
  const descriptor = capabilities[wire];
  return descriptor?.type === "enum" ? descriptor.values : [];
}

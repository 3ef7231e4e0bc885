import { endpointsFor } from "./capabilities";
import { type Asked, asked } from "./parameters";
import type { Endpoint, Model } from "./schema";
import type { Settings } from "./settings";

/** A request but for what only its sender knows: prompt, pictures, names. */
export interface Composed {
  transport: Endpoint["transport"];
  stream: boolean;
  /** Top-level fields of the body by their names on the wire. */
  body: Record<string, unknown>;
}

/**
 * Tokens that a chat request may take: a picture of 4K (2,520) and the thinking before it. Without it OpenRouter reserves
 * the model's maximum, and an account with little credit is refused (402).
 */
const MAX_TOKENS = 8192;

/**
 * Composes what was chosen strictly from what the offers declare: nothing undeclared is ever sent. `imageOnly`: leave the
 * text out of the modalities, as a router that found no endpoint for both wants it.
 */
export function compose(model: Model, settings: Settings, references: number, imageOnly = false): Composed {
  const able = endpointsFor(model, settings, references);
  const [first] = able;
  if (!first) throw new Error(`No offer of ${model.id} takes these settings any more.`);
  const values = asked(settings);
  if (first.transport === "chat") {
    return { transport: "chat", stream: true, body: chatBody(model, values, settings, imageOnly) };
  }
  // The same value may be a parameter of one provider and an option of another: only like ones can share a request.
  const endpoints = able.filter((endpoint) => values.every((one) => isOption(endpoint, one) === isOption(first, one)));
  const stream = endpoints.some(({ streaming }) => streaming);
  return {
    transport: "images",
    stream,
    body: { ...imagesBody(model, values, endpoints, settings), ...(stream && { stream }) },
  };
}

const isOption = ({ passthrough }: Endpoint, { wire, option }: Asked): boolean => option || passthrough.includes(wire);

const byWire = (values: Asked[]) => Object.fromEntries(values.map(({ wire, value }) => [wire, wireValue(wire, value)]));

function imagesBody(
  model: Model,
  values: Asked[],
  endpoints: Endpoint[],
  { provider: chosen }: Settings,
): Record<string, unknown> {
  const [first] = endpoints;
  const options = byWire(values.filter((one) => first && isOption(first, one)));
  const everywhere = model.endpoints.filter(({ transport }) => transport === "images").length;
  // What only some providers accept must not reach the others, nor what was meant for one a provider that is newer than the list.
  const only = chosen || endpoints.length < everywhere ? endpoints.flatMap(({ tag }) => tag || []) : [];
  const provider = {
    ...(only.length > 0 && { only }),
    ...(Object.keys(options).length > 0 && {
      options: Object.fromEntries(endpoints.map(({ slug }) => [slug, options])),
    }),
  };
  return {
    ...byWire(values.filter((one) => first && !isOption(first, one))),
    ...(Object.keys(provider).length > 0 && { provider }),
  };
}

/** Parameters that chat takes outside of `image_config`. */
const TOP_LEVEL = ["seed", "effort", "data_collection", "zdr"];

function chatBody(
  { outputs }: Model,
  values: Asked[],
  { provider: only, seed, effort, dataCollection, zdr }: Settings,
  imageOnly: boolean,
): Record<string, unknown> {
  const config = byWire(values.filter(({ wire }) => !TOP_LEVEL.includes(wire)));
  const { resolution, ...rest } = config;
  const imageConfig = {
    ...rest,
    // The same tier has another name on each transport.
    ...(resolution !== undefined && { image_size: resolution === "512" ? "0.5K" : resolution }),
  };
  const talks = outputs.includes("text");
  const provider = {
    ...(only && { only: [only] }),
    ...(dataCollection && { data_collection: dataCollection }),
    ...(zdr && { zdr }),
  };
  return {
    modalities: talks && !imageOnly ? ["image", "text"] : ["image"],
    ...(Object.keys(imageConfig).length > 0 && { image_config: imageConfig }),
    ...(talks && { max_tokens: MAX_TOKENS }),
    ...(seed !== undefined && { seed }),
    ...(effort && { reasoning: { effort } }),
    ...(Object.keys(provider).length > 0 && { provider }),
    stream: true,
  };
}

/** A value in the wire's own form. */
function wireValue(wire: string, value: unknown): unknown {
  if (wire === "font_inputs") {
    return (value as NonNullable<Settings["fonts"]>).map(({ url, text }) => ({ font_url: url, text }));
  }
  return value;
}

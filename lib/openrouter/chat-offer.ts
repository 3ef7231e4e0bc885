import type { Capabilities, CatalogEndpoint, PriceLine } from "./catalog-schema";
import type { ChatListed } from "./chat-list";
import { both, unionOf } from "./descriptors";
import { chatCapabilities } from "./families";

/** The day of the Image API: seconds since 1970. Older models were offered through chat and still are. */
const IMAGE_API_SINCE = Date.UTC(2026, 5, 23) / 1000;

/**
 * Whether chat completions serve a model that `/models` lists. Newer ones that only draw are promised on the Image API
 * alone. `images`: its providers there; null: it is not listed there.
 */
export function isOnChat({ architecture, created }: ChatListed, images: CatalogEndpoint[] | null): boolean {
  if (images === null || architecture.output_modalities.includes("text")) return true;
  return created < IMAGE_API_SINCE && images.length > 0;
}

/** What chat completions offer of a model, as one more provider. */
export function chatOffer(model: ChatListed, images: CatalogEndpoint[]): CatalogEndpoint {
  const { id, architecture, supported_parameters } = model;
  return {
    transport: "chat",
    provider: "",
    tag: "",
    slug: "",
    capabilities: narrowed(chatCapabilities(id, architecture.input_modalities, supported_parameters), images),
    passthrough: [],
    streaming: true,
    prices: images.length > 0 ? pricesOf(images) : listedPrices(model),
  };
}

/** What the model itself does is told by its providers better than by its family. */
const OF_THE_MODEL = ["aspect_ratio", "resolution", "input_references", "seed"];
/** And what no provider declares it does not do: `/models` lists `seed` for models whose providers ignore it. */
const DECLARED_ONLY = ["input_references", "seed"];

function narrowed(chat: Capabilities, images: CatalogEndpoint[]): Capabilities {
  if (images.length === 0) return chat;
  const declared = unionOf(images.map(({ capabilities }) => capabilities));
  return Object.fromEntries(
    Object.entries(chat).flatMap(([name, descriptor]) => {
      const own = declared[name];
      if (!OF_THE_MODEL.includes(name) || (!own && !DECLARED_ONLY.includes(name))) return [[name, descriptor]];
      const common = own ? both(descriptor, own) : null;
      return common ? [[name, common]] : [];
    }),
  );
}

/**
 * Nobody knows which provider answers: each price of a picture, and of everything else the highest. One provider without a
 * price makes all of it unknown.
 */
function pricesOf(images: CatalogEndpoint[]): PriceLine[] {
  if (images.some(({ prices }) => prices.length === 0)) return [];
  const lines = new Map<string, PriceLine>();
  for (const line of images.flatMap(({ prices }) => prices)) {
    const { billable, unit, variant, usd } = line;
    const key = JSON.stringify([billable, unit, variant, billable === "output_image" && usd]);
    if ((usd ?? Number.POSITIVE_INFINITY) >= (lines.get(key)?.usd ?? 0)) lines.set(key, line);
  }
  return [...lines.values()];
}

/** Output prices from here on are a picture's, below it a token's: `image_output` is documented as either. */
const PER_PICTURE_FROM = 0.001;

/** `/models` gives prices as strings, in US dollars a token or a piece; "-1" is not known, and "0" of a picture not stated. */
function listedPrices({ id, pricing }: ChatListed): PriceLine[] {
  const usd = (name: string) => {
    const price = Number(pricing[name] ?? Number.NaN);
    return Number.isFinite(price) && price >= 0 ? price : null;
  };
  const line = (billable: string, unit: string, price: number | null): PriceLine[] =>
    price ? [{ billable, unit, usd: price }] : [];
  if (id.endsWith(":free")) return [{ billable: "output_image", unit: "image", usd: 0 }];
  const picture = usd("image_output");
  return [
    ...line("output_image", (picture ?? 0) < PER_PICTURE_FROM ? "token" : "image", picture),
    ...line("output_image", "request", usd("request")),
    ...line("input_image", "image", usd("image")),
    ...line("input_text", "token", usd("prompt")),
  ];
}

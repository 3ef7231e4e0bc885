/** What a parameter accepts. A descriptor of a type this version does not know is kept as text, for people to read. */
export type Descriptor =
  | { type: "enum"; values: string[] }
  /** A number; of a list its length. */
  | { type: "range"; min: number; max: number }
  | { type: "boolean" }
  /** Free text. OpenRouter declares none: these are the documented keys of a family (`families.ts`). */
  | { type: "text" }
  | { type: "unknown"; text: string };

/** By the parameter's name on the wire (`aspect_ratio`, `n`, `input_references` …). An absent key is not supported. */
export type Capabilities = Record<string, Descriptor>;

/** One line of a price list. */
export interface PriceLine {
  /** output_image, input_image, input_font, input_reference, input_text, or something newer. */
  billable: string;
  /** image, megapixel, token, request, or something newer. */
  unit: string;
  /** US dollars per unit; null: listed without a figure. */
  usd: number | null;
  /** Such as `2k`, `medium_2k`, `high_resolution`; absent: the base tier. */
  variant?: string;
}

/** Which of OpenRouter's two doors a request goes through: `POST /images` or `POST /chat/completions`. */
export type Transport = "images" | "chat";

/** One offer of a model: one provider's on the Image API, or chat completions as a whole. */
export interface CatalogEndpoint {
  transport: Transport;
  provider: string;
  /** What `provider.only` takes: the tag, else the slug. Empty: not known, as for all of chat. */
  tag: string;
  /** What `provider.options` is keyed by. */
  slug: string;
  /** With the documented shape of those passthrough parameters that have one. */
  capabilities: Capabilities;
  /** Names of the parameters that reach the provider by `provider.options` alone. */
  passthrough: string[];
  streaming: boolean;
  prices: PriceLine[];
}

export interface CatalogModel {
  /** Such as `google/gemini-3.1-flash-image`. */
  id: string;
  /** Such as `Google: Nano Banana 2`. */
  name: string;
  description: string;
  /** Seconds since 1970. */
  created: number;
  /** Such as `text`, `image`. */
  inputs: string[];
  outputs: string[];
  /** The day on which OpenRouter ends it, as it says it; null: none announced. */
  expires: string | null;
  /** False: in none of the lists, added by its id. */
  listed: boolean;
  /** The union over all endpoints: what at least one of them accepts. */
  capabilities: Capabilities;
  /** Those of the Image API first. Empty: listed, but nobody serves it now. */
  endpoints: CatalogEndpoint[];
}

/** What a parameter accepts. A descriptor of a type this version does not know is kept as text, for people to read. */
export type Descriptor =
  | { type: "enum"; values: string[] }
  | { type: "range"; min: number; max: number }
  | { type: "boolean" }
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

/** One provider's offer of a model. */
export interface CatalogEndpoint {
  provider: string;
  /** What `provider.only` takes: the tag, else the slug. */
  tag: string;
  capabilities: Capabilities;
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
  /** The union over all endpoints: what at least one provider accepts. */
  capabilities: Capabilities;
  /** Empty: listed, but nobody serves it now. */
  endpoints: CatalogEndpoint[];
}

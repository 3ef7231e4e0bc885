import type { ConfigKey } from "./families";
import type { PixelRule } from "./pixels";

export type Descriptor =
  | { type: "enum"; values: string[] }
  | { type: "range"; min: number; max: number }
  | { type: "boolean" };

/** Parameter name → what the endpoint accepts. An absent name is unsupported (CONTRACT §2.4). */
export type Capabilities = Record<string, Descriptor>;

export type PriceLine = {
  billable: "output_image" | "input_image" | "input_text" | "input_font" | "input_reference";
  unit: "image" | "megapixel" | "token" | "request";
  /** US dollars per unit. */
  cost_usd: number;
  variant?: string;
};

/** One provider's offer, in the words of the wire. */
export type Endpoint = {
  provider_name: string;
  provider_slug: string;
  provider_tag: string | null;
  supported_parameters: Capabilities;
  allowed_passthrough_parameters: string[];
  supports_streaming: boolean;
  pricing: PriceLine[];
};

export type Format = "png" | "jpeg" | "webp" | "svg";

export type Model = {
  id: string;
  /** Dated slug that addresses the same model. */
  canonical: string;
  name: string;
  description: string;
  /** Unix seconds. */
  created: number;
  inputs: ("text" | "image" | "file")[];
  outputs: ("text" | "image")[];
  contextLength: number;
  moderated: boolean;
  /** Chat prices as `/models` lists them: strings, US dollars per token. */
  chatPricing: Record<string, string>;
  chatParameters: string[];
  /** The longest answer in tokens that chat reserves credit for; null where nothing is reserved. */
  maxOutputTokens: number | null;
  /** The last day, ISO 8601; null while none is announced. */
  expirationDate: string | null;
  /** Whether `/images` serves it. */
  imageApi: boolean;
  /** Whether `/chat/completions` serves it (CONTRACT §0: newer pure image models are only on `/images`). */
  chat: boolean;
  /** Keys of `image_config` that chat takes beside the ratio and the size. */
  imageConfig: readonly ConfigKey[];
  /** Whether lists name it. One that they leave out works by its id all the same. */
  listed: boolean;
  endpoints: Endpoint[];
  behavior: Behavior;
};

/** What the real model does that no listing declares. */
export type Behavior = {
  pixels: PixelRule;
  /** What it answers when no `output_format` is asked for. */
  format: Format;
  /** Typical seconds for one picture at 1K. */
  seconds: number;
  /** Output tokens of one picture; absent for models that do not bill by token. */
  tokens?: (asked: { tier: string; quality: string; width: number; height: number }) => number;
  /** Factor between the listed price and the charge. */
  billedFactor?: number;
  /** Takes `reasoning.effort`, which changes its time and its cost. */
  thinks?: boolean;
  /** Honors `size: "WxH"` although it declares no `size`. */
  exactSize?: "gpt" | "flux";
  /** The provider takes fewer references than the listing promises. */
  reallyTakes?: { max: number; upstreamName: string };
  /** Id of the model that a router hands every call on to. */
  answersAs?: string;
  /** Still listed, but every call fails. */
  shutDown?: boolean;
};

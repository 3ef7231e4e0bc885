import { families } from "./families";
import { day, endpoint, model, oneOf, perToken, upTo } from "./parts";
import type { Behavior, Capabilities, Model, PriceLine } from "./types";

const OPENAI = { name: "OpenAI", slug: "openai" };
const RATIOS = ["1:1", "3:2", "2:3", "4:3", "3:4", "16:9", "9:16", "21:9", "auto"];
const more = { streaming: true, passthrough: families.openai.passthrough };

const common: Capabilities = {
  n: upTo(10, 1),
  input_references: upTo(16),
  output_format: oneOf("png", "jpeg", "webp"),
  output_compression: upTo(100),
};

/** Tokens at 1024²; other sizes in proportion to their area. */
function byQuality(atSquare: Record<string, number>): Behavior["tokens"] {
  return ({ quality, width, height }) =>
    Math.round(((atSquare[quality] ?? atSquare.high ?? 0) * width * height) / (1024 * 1024));
}

/** The contract gives high and max; the steps between are interpolated. */
const TOKENS_25 = byQuality({ low: 196, medium: 586, high: 1756, xhigh: 3512, max: 7024 });
const TOKENS_2 = byQuality({ low: 196, medium: 1756, high: 7024, auto: 1756 });
const TOKENS_1 = byQuality({ low: 272, medium: 1056, high: 4160, auto: 1056 });

const price25: PriceLine[] = [
  perToken("output_image", 0.00003),
  perToken("input_text", 0.000005),
  perToken("input_image", 0.000008),
];

const parameters25: Capabilities = {
  ...common,
  aspect_ratio: oneOf(...RATIOS),
  quality: oneOf("auto", "low", "medium", "high", "xhigh", "max"),
  background: oneOf("auto", "transparent", "opaque"),
};
const parameters1: Capabilities = {
  ...common,
  aspect_ratio: oneOf("1:1", "3:2", "2:3", "auto"),
  quality: oneOf("auto", "low", "medium", "high"),
  background: oneOf("auto", "transparent", "opaque"),
};
const parametersGpt5: Capabilities = {
  ...common,
  quality: oneOf("auto", "low", "medium", "high"),
  background: oneOf("auto", "transparent", "opaque"),
};

const dual = {
  inputs: ["text", "image", "file"] as Model["inputs"],
  outputs: ["image", "text"] as Model["outputs"],
  contextLength: 400000,
  moderated: true,
  chat: true,
  imageConfig: families.openai.imageConfig,
  maxOutputTokens: 128000,
  chatParameters: ["include_reasoning", "max_tokens", "reasoning", "response_format", "seed", "structured_outputs"],
};
const gpt5 = { pixels: "gpt", seconds: 30, tokens: TOKENS_1 } as const;

export const openai: Model[] = [
  model({
    id: "openai/gpt-image-2.5-sunburst",
    name: "OpenAI: GPT Image 2.5 Sunburst",
    description: "OpenAI's flagship image model: dense text, exact sizes, streaming previews.",
    created: day("2026-09-09"),
    contextLength: 400000,
    moderated: true,
    chat: true,
    imageConfig: families.openai.imageConfig,
    endpoints: [endpoint(OPENAI, parameters25, price25, more)],
    behavior: { pixels: "gpt", seconds: 38, tokens: TOKENS_25, exactSize: "gpt" },
  }),
  model({
    id: "openai/gpt-image-2.5-flare",
    name: "OpenAI: GPT Image 2.5 Flare",
    description: "The quick sibling of Sunburst: the same controls in half the time.",
    created: day("2026-09-09"),
    contextLength: 400000,
    moderated: true,
    endpoints: [endpoint(OPENAI, parameters25, price25, more)],
    behavior: { pixels: "gpt", seconds: 21, tokens: TOKENS_25 },
  }),
  model({
    id: "openai/gpt-image-2",
    name: "OpenAI: GPT Image 2",
    description: "High-fidelity image generation and editing via the dedicated Images API.",
    created: 1782264714,
    contextLength: 400000,
    moderated: true,
    endpoints: [
      endpoint(
        OPENAI,
        {
          ...common,
          aspect_ratio: oneOf(...RATIOS),
          quality: oneOf("auto", "low", "medium", "high"),
          background: oneOf("auto", "opaque"),
        },
        price25,
        more,
      ),
    ],
    behavior: { pixels: "gpt", seconds: 60, tokens: TOKENS_2 },
  }),
  model({
    id: "openai/gpt-image-1",
    name: "OpenAI: GPT Image 1",
    description: "OpenAI's first native image model. Deprecated by its maker.",
    created: day("2026-07-03"),
    expirationDate: "2027-01-15",
    moderated: true,
    endpoints: [
      endpoint(
        OPENAI,
        parameters1,
        [perToken("output_image", 0.00004), perToken("input_text", 0.000005), perToken("input_image", 0.00001)],
        more,
      ),
    ],
    behavior: { pixels: "gpt", seconds: 30, tokens: TOKENS_1 },
  }),
  model({
    id: "openai/gpt-image-1-mini",
    name: "OpenAI: GPT Image 1 Mini",
    description: "The small GPT Image 1. Deprecated by its maker.",
    created: day("2026-07-03"),
    expirationDate: "2027-01-15",
    moderated: true,
    endpoints: [endpoint(OPENAI, parameters1, [], more)],
    behavior: { pixels: "gpt", seconds: 20, tokens: TOKENS_1 },
  }),
  model({
    ...dual,
    id: "openai/gpt-5.4-image-2",
    canonical: "openai/gpt-5.4-image-2-20260421",
    name: "OpenAI: GPT-5.4 Image 2",
    description:
      "Combines OpenAI's GPT-5.4 model with the image generation of GPT Image 2: reasoning, coding and pictures in one conversation.",
    created: 1776797528,
    contextLength: 272000,
    chatPricing: { prompt: "0.000008", completion: "0.000015", web_search: "0.01" },
    endpoints: [endpoint(OPENAI, parametersGpt5, [], more)],
    behavior: gpt5,
  }),
  model({
    ...dual,
    id: "openai/gpt-5-image",
    name: "OpenAI: GPT-5 Image",
    description: "Combines OpenAI's GPT-5 model with state-of-the-art image generation.",
    created: 1760447986,
    chatPricing: { prompt: "0.00001", completion: "0.00001", web_search: "0.01" },
    endpoints: [endpoint(OPENAI, parametersGpt5, [], more)],
    behavior: gpt5,
  }),
  model({
    ...dual,
    id: "openai/gpt-5-image-mini",
    name: "OpenAI: GPT-5 Image Mini",
    description: "Combines GPT-5 Mini with GPT Image 1 Mini for efficient image generation.",
    created: 1760624583,
    chatPricing: { prompt: "0.0000025", completion: "0.000002", web_search: "0.01" },
    endpoints: [endpoint(OPENAI, parametersGpt5, [], more)],
    behavior: { ...gpt5, seconds: 20 },
  }),
];

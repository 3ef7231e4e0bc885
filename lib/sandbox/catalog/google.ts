import { families } from "./families";
import { day, endpoint, model, oneOf, perImage, perReference, perToken, TEN_RATIOS, upTo } from "./parts";
import type { Behavior, Capabilities, Model } from "./types";

export const STUDIO = { name: "Google AI Studio", slug: "google-ai-studio" };
/** The catalogue calls Vertex "Google" (QUIRKS 57). */
export const VERTEX = { name: "Google", slug: "google-vertex", tag: "google-vertex/global" };

const FOURTEEN_RATIOS = [...TEN_RATIOS, "1:4", "4:1", "1:8", "8:1"];
const TOKENS: Record<string, number> = { "512": 747, "1K": 1120, "2K": 1680, "4K": 2520 };

const gemini3: Partial<Behavior> = {
  pixels: "gemini-3",
  format: "jpeg",
  tokens: ({ tier }) => TOKENS[tier] ?? 1120,
};

function parameters(ratios: string[], references: number, ...resolutions: string[]): Capabilities {
  return {
    ...(resolutions.length > 0 && { resolution: oneOf(...resolutions) }),
    aspect_ratio: oneOf(...ratios),
    n: upTo(1, 1),
    input_references: upTo(references),
  };
}

const dual = {
  outputs: ["image", "text"] as Model["outputs"],
  chat: true,
  maxOutputTokens: 65536,
  chatParameters: ["include_reasoning", "max_tokens", "reasoning", "response_format", "seed", "stop", "temperature"],
};

const cached = { passthrough: families.gemini.passthrough };
const flash2Price = [perToken("output_image", 0.00006), perToken("input_text", 0.0000005)];
const flash2 = parameters(FOURTEEN_RATIOS, 14, "512", "1K", "2K", "4K");
const proPrice = [perToken("output_image", 0.00012), perReference(0.0011)];

export const google: Model[] = [
  model({
    ...dual,
    id: "google/gemini-nano-banana-2.1",
    name: "Google: Nano Banana 2.1",
    description: "The October 2026 update of Nano Banana: the same ratios at half the price per token.",
    created: day("2026-10-06"),
    endpoints: [
      endpoint(STUDIO, parameters(FOURTEEN_RATIOS, 14, "1K", "2K", "4K"), [perToken("output_image", 0.00003)], cached),
    ],
    behavior: { ...gemini3, seconds: 8 },
  }),
  model({
    ...dual,
    id: "google/gemini-3.1-flash-image",
    canonical: "google/gemini-3.1-flash-image-20260528",
    name: "Google: Nano Banana 2 (Gemini 3.1 Flash Image)",
    description: 'Gemini 3.1 Flash Image, a.k.a. "Nano Banana 2": generation and editing at Flash speed, up to 4K.',
    created: day("2026-05-28"),
    chatPricing: { prompt: "0.0000005", completion: "0.000003", web_search: "0.014" },
    endpoints: [endpoint(STUDIO, flash2, flash2Price, cached), endpoint(VERTEX, flash2, flash2Price, cached)],
    behavior: { ...gemini3, seconds: 8 },
  }),
  model({
    ...dual,
    id: "google/gemini-3.1-flash-lite-image",
    name: "Google: Gemini 3.1 Flash Lite Image",
    description: "The smallest Gemini that draws, at 1K only.",
    created: day("2026-07-21"),
    endpoints: [endpoint(STUDIO, parameters(FOURTEEN_RATIOS, 14, "1K"), [perImage(0.0336)], cached)],
    behavior: { ...gemini3, seconds: 5 },
  }),
  model({
    ...dual,
    id: "google/gemini-3-pro-image",
    canonical: "google/gemini-3-pro-image-20260528",
    name: "Google: Nano Banana Pro (Gemini 3 Pro Image)",
    description:
      "Nano Banana Pro is Google's most advanced image-generation and editing model, built on Gemini 3 Pro, with improved multimodal reasoning and real-world grounding.",
    created: day("2026-05-28"),
    chatPricing: { prompt: "0.000002", completion: "0.000012", image: "0.000002", web_search: "0.014" },
    endpoints: [
      endpoint(STUDIO, parameters(TEN_RATIOS, 14, "1K", "2K", "4K"), proPrice, cached),
      endpoint(VERTEX, parameters(TEN_RATIOS, 14, "1K", "2K"), proPrice, cached),
    ],
    behavior: { ...gemini3, seconds: 15, tokens: ({ tier }) => (tier === "4K" ? 2000 : 1120) },
  }),
  model({
    ...dual,
    id: "google/gemini-2.5-flash-image",
    name: "Google: Nano Banana (Gemini 2.5 Flash Image)",
    description: 'Gemini 2.5 Flash Image, a.k.a. "Nano Banana". Shut down by Google on 2 October 2026, still listed.',
    created: 1759870431,
    contextLength: 32768,
    chatPricing: { prompt: "0.0000003", completion: "0.0000025", image: "0.0000003", web_search: "0.014" },
    endpoints: [endpoint(STUDIO, parameters(TEN_RATIOS, 3), [perToken("output_image", 0.00003)], cached)],
    behavior: { pixels: "gemini-2.5", tokens: () => 1290, seconds: 8, shutDown: true },
  }),
];

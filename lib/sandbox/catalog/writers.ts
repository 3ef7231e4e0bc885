import { STUDIO, VERTEX } from "./google";
import { day, endpoint, model } from "./parts";
import type { Model } from "./types";

/** A model that answers in words. Prices are US dollars per token. */
function writer(
  listing: Pick<Model, "id" | "name" | "description" | "created" | "contextLength">,
  providers: { name: string; slug: string; tag?: string }[],
  price: { prompt: string; completion: string },
  more: Partial<Model> = {},
): Model {
  return model({
    ...listing,
    inputs: ["text"],
    outputs: ["text"],
    chatPricing: price,
    chatParameters: ["max_tokens", "response_format", "seed", "stop", "temperature", "top_p"],
    maxOutputTokens: 16384,
    imageApi: false,
    chat: true,
    endpoints: providers.map((provider) => endpoint(provider, {}, [])),
    ...more,
    behavior: { seconds: 1.5 },
  });
}

/** Text models, a cheap few of the hundreds that OpenRouter has; two of them read pictures. */
export const writers: Model[] = [
  writer(
    {
      id: "google/gemini-2.5-flash-lite",
      name: "Google: Gemini 2.5 Flash Lite",
      description: "A lightweight, quick model that reads text and pictures.",
      created: day("2025-07-22"),
      contextLength: 1_048_576,
    },
    [STUDIO, VERTEX],
    { prompt: "0.0000001", completion: "0.0000004" },
    { inputs: ["text", "image", "file"] },
  ),
  writer(
    {
      id: "openai/gpt-4.1-nano",
      name: "OpenAI: GPT-4.1 Nano",
      description: "The fastest and cheapest of the GPT-4.1 series; reads text and pictures.",
      created: day("2025-04-14"),
      contextLength: 1_047_576,
    },
    [
      { name: "OpenAI", slug: "openai" },
      { name: "Azure", slug: "azure" },
    ],
    { prompt: "0.0000001", completion: "0.0000004" },
    { inputs: ["text", "image"] },
  ),
  writer(
    {
      id: "mistralai/mistral-nemo",
      name: "Mistral: Mistral Nemo",
      description: "A small multilingual model that reads text alone.",
      created: day("2024-07-19"),
      contextLength: 131_072,
    },
    [{ name: "Mistral", slug: "mistral" }],
    { prompt: "0.00000002", completion: "0.00000004" },
  ),
];

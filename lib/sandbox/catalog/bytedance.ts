import { day, endpoint, model, oneOf, perImage, perReference, upTo, yes } from "./parts";
import type { Capabilities, Model, PriceLine } from "./types";

const SEED = { name: "Seed", slug: "seed" };
/** As captured for seedream-5-0-pro in October 2026 (CONTRACT §2.4). */
const RATIOS = [
  ...["1:1", "1:2", "2:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9"],
  ...["9:19.5", "19.5:9", "9:20", "20:9", "9:21", "21:9", "auto"],
];

const parameters = (n: number, references: number, ...resolutions: string[]): Capabilities => ({
  resolution: oneOf(...resolutions),
  aspect_ratio: oneOf(...RATIOS),
  n: upTo(n, 1),
  input_references: upTo(references),
  seed: yes,
});

function seedream(
  slug: string,
  name: string,
  description: string,
  created: number,
  capabilities: Capabilities,
  pricing: PriceLine[],
  seconds: number,
  more: Partial<Model> = {},
): Model {
  return model({
    id: `bytedance-seed/${slug}`,
    name: `ByteDance Seed: ${name}`,
    description,
    created,
    contextLength: 4096,
    endpoints: [endpoint(SEED, capabilities, pricing)],
    ...more,
    behavior: { seconds, format: "jpeg" },
  });
}

export const bytedance: Model[] = [
  seedream(
    "seedream-5-5",
    "Seedream 5.5",
    "The newest Seedream, with up to ten references.",
    day("2026-11-12"),
    parameters(1, 10, "1K", "2K"),
    [perImage(0.02)],
    18,
    { canonical: "bytedance-seed/seedream-5-5-20261112" },
  ),
  seedream(
    "seedream-5-0-pro",
    "Seedream 5.0 Pro",
    "Seedream 5.0 at its most careful, with a surcharge at high resolution.",
    day("2026-08-20"),
    parameters(1, 14, "1K", "2K"),
    [perImage(0.045), perImage(0.09, "high_resolution"), perReference(0.003)],
    40,
  ),
  seedream(
    "seedream-5-0-lite",
    "Seedream 5.0 Lite",
    "The large-format Seedream 5.0: 2K and 4K.",
    day("2026-08-20"),
    parameters(1, 14, "2K", "4K"),
    [perImage(0.035)],
    15,
  ),
  seedream(
    "seedream-5-0-flash",
    "Seedream 5.0 Flash",
    "The quick and inexpensive Seedream 5.0.",
    day("2026-08-20"),
    parameters(1, 14, "1K", "2K"),
    [perImage(0.018)],
    7,
  ),
  seedream(
    "seedream-4.5",
    "Seedream 4.5",
    "Seedream 4.5 delivers comprehensive improvements over 4.0, especially in editing consistency and preservation of subject details.",
    1766519506,
    parameters(10, 14, "1K", "2K", "4K"),
    [perImage(0.04)],
    12,
    {
      canonical: "bytedance-seed/seedream-4.5-20251203",
      chat: true,
      chatParameters: ["frequency_penalty", "max_tokens", "temperature", "top_p"],
    },
  ),
];

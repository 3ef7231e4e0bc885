import { families } from "./families";
import { day, endpoint, model, oneOf, perImage, perMegapixel, upTo, yes } from "./parts";
import type { Capabilities, Model } from "./types";

const BFL = { name: "Black Forest Labs", slug: "black-forest-labs" };
const RATIOS = oneOf("1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9", "auto");
const passthrough = { passthrough: families.flux.passthrough };

const flux2 = (references: number): Capabilities => ({
  aspect_ratio: RATIOS,
  n: upTo(1, 1),
  input_references: upTo(references),
  output_format: oneOf("png", "jpeg"),
  seed: yes,
});
const shared = { chat: true, contextLength: 46864, chatParameters: ["seed"] };

export const blackForestLabs: Model[] = [
  model({
    id: "black-forest-labs/flux-3-image",
    name: "Black Forest Labs: FLUX 3",
    description: "Black Forest Labs' third generation, from 768 pixels to 4K. Half price in its launch weeks.",
    created: day("2026-10-01"),
    endpoints: [
      endpoint(
        BFL,
        {
          resolution: oneOf("768", "1K", "1.5K", "2K", "4K"),
          aspect_ratio: RATIOS,
          n: upTo(1, 1),
          input_references: upTo(10),
        },
        [
          perImage(0.041, "768"),
          perImage(0.048, "1k"),
          perImage(0.07, "1.5k"),
          perImage(0.1, "2k"),
          perImage(0.607, "4k"),
        ],
        passthrough,
      ),
    ],
    // Listed .048, billed .024 (QUIRKS 26).
    behavior: { seconds: 22, billedFactor: 0.5 },
  }),
  model({
    ...shared,
    id: "black-forest-labs/flux.2-max",
    name: "Black Forest Labs: FLUX.2 Max",
    description:
      "FLUX.2 [max] is the top-tier FLUX.2, pushing image quality, prompt understanding and editing consistency.",
    created: 1765857570,
    endpoints: [endpoint(BFL, flux2(8), [perMegapixel("output_image", 0.07)], passthrough)],
    behavior: { seconds: 14, exactSize: "flux" },
  }),
  model({
    ...shared,
    id: "black-forest-labs/flux.2-pro",
    name: "Black Forest Labs: FLUX.2 Pro",
    description:
      "A high-end image generation and editing model with strong prompt adherence, stable lighting and sharp textures.",
    created: 1764030274,
    endpoints: [endpoint(BFL, flux2(8), [perMegapixel("output_image", 0.03)], passthrough)],
    behavior: { seconds: 9, exactSize: "flux" },
  }),
  model({
    ...shared,
    id: "black-forest-labs/flux.2-flex",
    name: "Black Forest Labs: FLUX.2 Flex",
    description:
      "FLUX.2 [flex] excels at complex text, typography and fine details, and edits from several references.",
    created: 1764045987,
    contextLength: 67344,
    endpoints: [
      endpoint(BFL, flux2(8), [perMegapixel("output_image", 0.06), perMegapixel("input_image", 0.06)], passthrough),
    ],
    behavior: { seconds: 12, exactSize: "flux" },
  }),
  model({
    ...shared,
    id: "black-forest-labs/flux.2-klein-4b",
    name: "Black Forest Labs: FLUX.2 Klein 4B",
    description: "FLUX.2 [klein] 4B is the fastest and most cost-effective model in the FLUX.2 family.",
    created: 1768429228,
    contextLength: 40960,
    endpoints: [endpoint(BFL, flux2(4), [perMegapixel("output_image", 0.014)], passthrough)],
    behavior: { seconds: 3, exactSize: "flux" },
  }),
];

import { families } from "./families";
import { day, endpoint, model, oneOf, perImage, perReference, TEN_RATIOS, upTo, yes } from "./parts";
import type { Capabilities, Model, PriceLine } from "./types";

const GROK_RATIOS = [...TEN_RATIOS, "9:19.5", "19.5:9", "9:20", "20:9", "1:2", "2:1", "auto"];

const ALIBABA = { name: "Alibaba", slug: "alibaba" };
const qwenParameters: Capabilities = {
  resolution: oneOf("1K", "2K"),
  aspect_ratio: oneOf(...TEN_RATIOS),
  n: upTo(6, 1),
  input_references: upTo(4),
  seed: yes,
};

const qwen: Model[] = [
  model({
    id: "qwen/qwen-image-3-pro",
    name: "Qwen: Qwen Image 3 Pro",
    description: "Alibaba's careful image model, strong at Chinese and Latin lettering.",
    created: day("2026-09-02"),
    endpoints: [endpoint(ALIBABA, qwenParameters, [perImage(0.04, "1k"), perImage(0.075, "2k"), perReference(0.003)])],
    behavior: { seconds: 50 },
  }),
  model({
    id: "qwen/qwen-image-3",
    name: "Qwen: Qwen Image 3",
    description: "The distilled Qwen Image 3.",
    created: day("2026-09-02"),
    endpoints: [endpoint(ALIBABA, qwenParameters, [perImage(0.03), perReference(0.003)])],
    behavior: { seconds: 12, reallyTakes: { max: 3, upstreamName: "qwen-image-3.0-distill" } },
  }),
];

const XAI = { name: "SpaceXAI", slug: "xai" };
const grokParameters: Capabilities = {
  resolution: oneOf("1K", "2K"),
  aspect_ratio: oneOf(...GROK_RATIOS),
  n: upTo(1, 1),
  input_references: upTo(3),
};

const xai: Model[] = [
  model({
    id: "x-ai/grok-imagine-image-2.0",
    name: "xAI: Grok Imagine Image 2.0",
    description: "The second Grok Imagine, in two qualities.",
    created: day("2026-09-25"),
    endpoints: [
      endpoint(XAI, { ...grokParameters, quality: oneOf("low", "medium") }, [
        perImage(0.04, "low_1k"),
        perImage(0.06, "low_2k"),
        perImage(0.06, "medium_1k"),
        perImage(0.08, "medium_2k"),
        perReference(0.01),
      ]),
    ],
    behavior: { seconds: 8, format: "jpeg" },
  }),
  model({
    id: "x-ai/grok-imagine-image-quality",
    canonical: "x-ai/grok-imagine-image-quality-20260512",
    name: "xAI: Grok Imagine Image Quality",
    description:
      "xAI's fast, high-fidelity image generation and editing model, producing photorealistic outputs at 1K or 2K.",
    created: 1779117584,
    chat: true,
    imageConfig: families.grok.imageConfig,
    chatPricing: { prompt: "0", completion: "0", image: "0.01" },
    chatParameters: ["frequency_penalty", "max_tokens", "presence_penalty", "seed", "temperature", "top_p"],
    endpoints: [endpoint(XAI, grokParameters, [perImage(0.05, "1k"), perReference(0.01)])],
    behavior: { seconds: 6, format: "jpeg" },
  }),
];

const KREA = { name: "Krea", slug: "krea" };
const kreaModels: Model[] = (["large", "medium", "medium-turbo"] as const).map((size) => {
  const title = { large: "Large", medium: "Medium", "medium-turbo": "Medium Turbo" }[size];
  const parameters: Capabilities = {
    resolution: oneOf("1K"),
    aspect_ratio: oneOf(...TEN_RATIOS),
    input_references: upTo(1),
    seed: yes,
  };
  return model({
    id: `krea/krea-2-${size}`,
    name: `Krea: Krea 2 ${title}`,
    description: `Krea 2 ${title}, an aesthetic image model.`,
    created: day("2026-08-12"),
    endpoints: [endpoint(KREA, parameters, [], { passthrough: families.krea.passthrough })],
    behavior: { seconds: size === "large" ? 14 : 7 },
  });
});

const AZURE = { name: "Azure", slug: "azure" };
function mai(slug: string, name: string, created: number, references: number, seconds: number): Model {
  const parameters: Capabilities = {
    aspect_ratio: oneOf(...TEN_RATIOS),
    n: upTo(1, 1),
    input_references: upTo(references),
  };
  return model({
    id: `microsoft/${slug}`,
    name: `Microsoft: ${name}`,
    description: `${name} produces photorealistic and artistic images from text prompts, via Azure AI Foundry.`,
    created,
    contextLength: 4096,
    chatPricing: { prompt: "0.000005", completion: "0" },
    endpoints: [endpoint(AZURE, parameters, [])],
    behavior: { seconds },
  });
}
const microsoft: Model[] = [
  mai("mai-image-2.6", "MAI-Image-2.6", day("2026-09-15"), 5, 12),
  mai("mai-image-2.6-flash", "MAI-Image-2.6 Flash", day("2026-09-15"), 5, 5),
  mai("mai-image-2.5-pro", "MAI-Image-2.5 Pro", day("2026-07-30"), 1, 14),
  mai("mai-image-2.5", "MAI-Image-2.5", 1780424896, 1, 10),
];

const NOVITA = { name: "Novita", slug: "novita" };
const FREE: PriceLine[] = [perImage(0)];
/** Ming is the only family that declares `size`; the contract does not record the values. */
const MING_SIZES = oneOf("1024x1024", "1536x1024", "1024x1536");
const ming: Model[] = [
  model({
    id: "inclusionai/ming-image-0.1-design",
    name: "inclusionAI: Ming Image 0.1 Design",
    description: "A free design model.",
    created: day("2026-10-03"),
    inputs: ["text"],
    endpoints: [endpoint(NOVITA, { size: MING_SIZES }, FREE)],
    behavior: { seconds: 9 },
  }),
  model({
    id: "inclusionai/ming-image-0.1-design-layer",
    name: "inclusionAI: Ming Image 0.1 Design Layer",
    description: "Takes a design apart into layers; needs one reference.",
    created: day("2026-10-03"),
    endpoints: [endpoint(NOVITA, { size: MING_SIZES, input_references: upTo(1, 1) }, FREE)],
    behavior: { seconds: 9 },
  }),
];

const meta: Model[] = [
  model({
    id: "meta/muse-image",
    name: "Meta: Muse Image",
    description: "Meta's image model; at times listed without a single endpoint.",
    created: day("2026-08-05"),
    endpoints: [],
    behavior: { format: "webp" },
  }),
];

export const smallerMakers: Model[] = [...qwen, ...xai, ...kreaModels, ...microsoft, ...ming, ...meta];

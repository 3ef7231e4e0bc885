import { families } from "./families";
import { day, endpoint, model, oneOf, perImage, TEN_RATIOS, upTo } from "./parts";
import type { Capabilities, Model, PriceLine } from "./types";

const SOURCEFUL = { name: "Sourceful", slug: "sourceful" };
const RATIOS = [...TEN_RATIOS, "auto"];

const knobs: Capabilities = {
  background: oneOf("auto", "transparent", "opaque"),
  output_format: oneOf("png", "jpeg", "webp"),
};
const parameters = (ratios: string[], references: number, ...resolutions: string[]): Capabilities => ({
  resolution: oneOf(...resolutions),
  aspect_ratio: oneOf(...ratios),
  n: upTo(1, 1),
  input_references: upTo(references),
});
const perFont: PriceLine = { billable: "input_font", unit: "image", cost_usd: 0.03 };
/** Surcharges of Riverflow v2; the price of the picture itself is not published. */
const surcharges: PriceLine[] = [{ billable: "input_reference", unit: "image", cost_usd: 0.2 }, perFont];
const second = { passthrough: families.riverflow2.passthrough };
const half = { passthrough: families.riverflow25.passthrough };

export const sourceful: Model[] = [
  model({
    id: "sourceful/riverflow-v2.6-pro",
    canonical: "sourceful/riverflow-v2.6-pro-20261029",
    name: "Sourceful: Riverflow V2.6 Pro",
    description: "The newest Riverflow for top-tier control.",
    created: day("2026-10-29"),
    contextLength: 32768,
    endpoints: [endpoint(SOURCEFUL, parameters(RATIOS, 10, "1K", "2K", "4K"), [])],
    behavior: { seconds: 120 },
  }),
  model({
    id: "sourceful/riverflow-v2.5-pro",
    canonical: "sourceful/riverflow-v2.5-pro-20260605",
    name: "Sourceful: Riverflow V2.5 Pro",
    description:
      "The most powerful variant of Sourceful's Riverflow 2.5 lineup, best for top-tier control and quality-sensitive outputs.",
    created: 1780584991,
    contextLength: 32768,
    chat: true,
    imageConfig: families.riverflow25.imageConfig,
    chatParameters: ["include_reasoning", "reasoning"],
    endpoints: [
      endpoint(
        SOURCEFUL,
        { ...parameters(RATIOS, 10, "1K", "2K", "4K"), ...knobs },
        [perImage(0.13), perImage(0.15, "2k"), perImage(0.17, "4k"), perFont],
        half,
      ),
    ],
    // The listed price is a floor, finalised per job: .13 listed, .247 measured (QUIRKS 26).
    behavior: { seconds: 128, billedFactor: 1.9, thinks: true },
  }),
  model({
    id: "sourceful/riverflow-v2.5-fast",
    canonical: "sourceful/riverflow-v2.5-fast-20260605",
    name: "Sourceful: Riverflow V2.5 Fast",
    description:
      "The speed-optimized variant of Sourceful's Riverflow 2.5 lineup, best for production deployments and latency-critical workflows.",
    created: 1780584983,
    contextLength: 32768,
    chat: true,
    imageConfig: families.riverflow25.imageConfig,
    chatParameters: ["include_reasoning", "reasoning"],
    endpoints: [
      endpoint(SOURCEFUL, { ...parameters(RATIOS, 4, "1K", "2K"), ...knobs }, [perImage(0.019), perFont], half),
    ],
    behavior: { seconds: 15, thinks: true },
  }),
  model({
    id: "sourceful/riverflow-v2-pro",
    canonical: "sourceful/riverflow-v2-pro-20260130",
    name: "Sourceful: Riverflow V2 Pro",
    description: "Riverflow 2.0 for top-tier control and perfect text rendering.",
    created: 1770051427,
    contextLength: 8192,
    chat: true,
    imageConfig: families.riverflow2.imageConfig,
    endpoints: [endpoint(SOURCEFUL, parameters(TEN_RATIOS, 10, "1K", "2K", "4K"), surcharges, second)],
    behavior: { seconds: 60 },
  }),
  model({
    id: "sourceful/riverflow-v2-fast",
    canonical: "sourceful/riverflow-v2-fast-20260130",
    name: "Sourceful: Riverflow V2 Fast",
    description: "The fastest variant of Riverflow 2.0.",
    created: 1770051423,
    contextLength: 8192,
    chat: true,
    imageConfig: families.riverflow2.imageConfig,
    endpoints: [endpoint(SOURCEFUL, parameters(TEN_RATIOS, 4, "1K", "2K", "4K"), surcharges, second)],
    behavior: { seconds: 14 },
  }),
];

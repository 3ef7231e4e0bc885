import { families } from "./families";
import { day, endpoint, model, oneOf, perImage, upTo } from "./parts";
import type { Behavior, Capabilities, Model, PriceLine } from "./types";

const RECRAFT = { name: "Recraft", slug: "recraft" };
const FLASH_RATIOS = ["1:1", "4:3", "3:4", "16:9", "9:16", "auto"];
const RATIOS = [...FLASH_RATIOS, "3:2", "2:3", "4:5", "5:4", "1:2", "2:1"];
const JULY = { old: 1778185433, v41: day("2026-07-15"), styles: day("2026-08-27") };

type More = {
  ratios?: string[];
  references?: [min: number, max: number];
  family?: keyof typeof families;
  vector?: boolean;
  listing?: Partial<Model>;
  behavior?: Partial<Behavior>;
};

function recraft(
  slug: string,
  name: string,
  description: string,
  created: number,
  pricing: PriceLine[],
  more: More = {},
): Model {
  const [min, max] = more.references ?? [0, 1];
  const family = families[more.family ?? "recraft"];
  const capabilities: Capabilities = {
    ...(!more.vector && { aspect_ratio: oneOf(...(more.ratios ?? RATIOS)) }),
    n: upTo(6, 1),
    ...(max > 0 && { input_references: upTo(max, min) }),
    ...(more.vector && { output_format: oneOf("svg") }),
  };
  return model({
    id: `recraft/${slug}`,
    name: `Recraft: ${name}`,
    description,
    created,
    inputs: max > 0 ? ["text", "image"] : ["text"],
    endpoints: [
      endpoint(RECRAFT, capabilities, pricing, {
        passthrough: family.passthrough,
        // Vector models may stream their markup as text chunks (CONTRACT §2.3).
        streaming: more.vector ?? false,
      }),
    ],
    imageConfig: family.imageConfig,
    ...more.listing,
    behavior: { seconds: 9, format: more.vector ? "svg" : "png", ...more.behavior },
  });
}

const pro: Partial<Behavior> = { pixels: "four-megapixels", seconds: 14 };
const styled: More = { references: [1, 10], family: "recraftStyles" };
const styledPrice: PriceLine[] = [perImage(0.035), { billable: "output_image", unit: "request", cost_usd: 0.005 }];
const dated = (slug: string): More["listing"] => ({ canonical: `recraft/${slug}-20260413`, chat: true });

/** The contract prices v4.1, v4-pro and styles, and the two ranges whose ends stand here (flash .007; vectors .08 to .30). */
export const recraftModels: Model[] = [
  recraft("recraft-v4.1", "Recraft V4.1", "Composition and taste, at about one megapixel.", JULY.v41, [
    perImage(0.035),
  ]),
  recraft("recraft-v4.1-pro", "Recraft V4.1 Pro", "Recraft V4.1 at 2048 × 2048.", JULY.v41, [], { behavior: pro }),
  recraft("recraft-v4.1-utility", "Recraft V4.1 Utility", "Recraft V4.1 for everyday graphics.", JULY.v41, []),
  recraft("recraft-v4.1-utility-pro", "Recraft V4.1 Utility Pro", "The utility model at 2048 × 2048.", JULY.v41, [], {
    behavior: pro,
  }),
  recraft("recraft-v4.1-flash", "Recraft V4.1 Flash", "The quickest Recraft; text only.", JULY.v41, [perImage(0.007)], {
    ratios: FLASH_RATIOS,
    references: [0, 0],
    behavior: { seconds: 3 },
  }),
  recraft("recraft-v4.1-vector", "Recraft V4.1 Vector", "Editable SVG from a prompt.", JULY.v41, [], { vector: true }),
  recraft("recraft-v4.1-pro-vector", "Recraft V4.1 Pro Vector", "Detailed editable SVG.", JULY.v41, [], {
    vector: true,
    behavior: pro,
  }),
  recraft(
    "recraft-v4-pro",
    "Recraft V4 Pro",
    "Text and image inputs with image output at ~2K resolution across multiple aspect ratios.",
    1778185441,
    [perImage(0.25)],
    { behavior: pro, listing: dated("recraft-v4-pro") },
  ),
  recraft(
    "recraft-v4",
    "Recraft V4",
    "Text and image inputs with image output at ~1K resolution and stronger compositional judgment.",
    1778185437,
    [],
    { listing: dated("recraft-v4") },
  ),
  recraft("recraft-v4-vector", "Recraft V4 Vector", "Editable SVG from a prompt.", JULY.v41, [perImage(0.08)], {
    vector: true,
  }),
  recraft("recraft-v4-pro-vector", "Recraft V4 Pro Vector", "Detailed editable SVG.", JULY.v41, [perImage(0.3)], {
    vector: true,
    behavior: pro,
  }),
  recraft(
    "recraft-v4-styles",
    "Recraft V4 Styles",
    "Draws in the style of its references.",
    JULY.styles,
    styledPrice,
    styled,
  ),
  recraft("recraft-v4-styles-pro", "Recraft V4 Styles Pro", "Styles at 2048 × 2048.", JULY.styles, [], {
    ...styled,
    behavior: pro,
  }),
  recraft("recraft-v4-styles-vector", "Recraft V4 Styles Vector", "Styles as editable SVG.", JULY.styles, [], {
    ...styled,
    vector: true,
  }),
  recraft(
    "recraft-v3",
    "Recraft V3",
    "Text and image inputs with image output at ~1K resolution across multiple aspect ratios.",
    JULY.old,
    [],
    { listing: dated("recraft-v3"), family: "recraft3" },
  ),
];

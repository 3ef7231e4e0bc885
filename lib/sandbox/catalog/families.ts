import type { Knob } from "../validate/knobs";

/** Parameters of the Image API that chat takes under the same name in `image_config`. */
export const SHARED = ["quality", "background", "output_format", "output_compression", "n"] as const;
export type ConfigKey = Knob | (typeof SHARED)[number];

/** What a family takes beside the ratio and the size, on either route. */
export type Row = {
  /** Keys of `image_config` on chat (CONTRACT §3.2). */
  imageConfig: ConfigKey[];
  /** Keys of `provider.options.SLUG` on the Image API, listed as `allowed_passthrough_parameters` (CONTRACT §2.5). */
  passthrough: Knob[];
};

const both = (...keys: Knob[]): Row => ({ imageConfig: keys, passthrough: keys });
const colors: Knob[] = ["strength", "rgb_colors", "background_rgb_color"];

/** One row a family. */
export const families = {
  gemini: { imageConfig: [], passthrough: ["cachedContent"] },
  openai: {
    imageConfig: ["quality", "background", "output_format", "output_compression", "moderation"],
    passthrough: ["moderation"],
  },
  flux: { imageConfig: [], passthrough: ["steps", "guidance", "safety_tolerance"] },
  krea: { imageConfig: [], passthrough: ["creativity", "strength"] },
  grok: { imageConfig: ["n"], passthrough: [] },
  riverflow2: both("font_inputs", "super_resolution_references"),
  riverflow25: both("font_inputs", "scoring_prompt", "scoring_rubric", "background_mode", "background_hex_color"),
  recraft: { imageConfig: colors, passthrough: ["style", "controls", ...colors] },
  recraft3: {
    imageConfig: ["style", "text_layout", ...colors],
    passthrough: ["style", "controls", "text_layout", ...colors],
  },
  recraftStyles: { imageConfig: [], passthrough: ["random_seed", ...colors] },
} satisfies Record<string, Row>;

import type { Capabilities, Descriptor } from "./catalog-schema";

// What OpenRouter declares nowhere but documents: the keys that single families take in `image_config` of chat
// completions, and the shape of those passthrough parameters of the Image API that have the same names (image generation
// guide of 2026-06-16). Capabilities bear the Image API's names on both transports: `resolution` is chat's `image_size`.

const oneOf = (...values: string[]): Descriptor => ({ type: "enum", values });
const upTo = (max: number, min = 0): Descriptor => ({ type: "range", min, max });
const text: Descriptor = { type: "text" };
const yes: Descriptor = { type: "boolean" };

const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const GROK_RATIOS = ["auto", ...RATIOS, "1:2", "2:1", "9:19.5", "19.5:9", "9:20", "20:9"];

/** Passthrough parameters whose shape is known, by their name on the wire. */
const SHAPES: Capabilities = {
  font_inputs: upTo(2),
  super_resolution_references: upTo(4),
  scoring_prompt: text,
  scoring_rubric: upTo(8),
  background_mode: oneOf("original", "transparent", "solid"),
  background_hex_color: text,
  strength: upTo(1),
  style: text,
  rgb_colors: upTo(10),
  background_rgb_color: upTo(3),
  text_layout: upTo(20),
};

const pick = (...names: string[]): Capabilities =>
  Object.fromEntries(names.map((name) => [name, SHAPES[name] ?? text]));

/** The documented shape of the passthrough parameters that have one. */
export const passthroughShapes = (names: string[]): Capabilities => pick(...names.filter((name) => name in SHAPES));

/** Every row that fits counts; a later one adds to, or replaces, what an earlier one says. */
const FAMILIES: { of: RegExp; takes: Capabilities }[] = [
  { of: /^google\/gemini-(3|nano)/, takes: { resolution: oneOf("1K", "2K", "4K") } },
  {
    of: /^google\/gemini-3\.1-flash-image(-preview)?$/,
    takes: { aspect_ratio: oneOf(...RATIOS, "1:4", "4:1", "1:8", "8:1"), resolution: oneOf("512", "1K", "2K", "4K") },
  },
  { of: /^openai\//, takes: { quality: oneOf("low", "medium", "high") } },
  { of: /^bytedance-seed\//, takes: { resolution: oneOf("1K", "2K", "4K") } },
  { of: /^sourceful\//, takes: { resolution: oneOf("1K", "2K", "4K"), ...pick("font_inputs") } },
  { of: /^sourceful\/riverflow-v2-(pro|fast)/, takes: pick("super_resolution_references") },
  {
    of: /^sourceful\/riverflow-v2\.[5-9]/,
    takes: {
      ...pick("scoring_prompt", "scoring_rubric", "background_mode", "background_hex_color"),
      effort: oneOf("low", "medium", "high"),
    },
  },
  {
    of: /^recraft\//,
    takes: { input_references: upTo(1), ...pick("strength", "rgb_colors", "background_rgb_color") },
  },
  { of: /^recraft\/recraft-v3$/, takes: pick("style", "text_layout") },
  { of: /^x-ai\/grok-imagine/, takes: { aspect_ratio: oneOf(...GROK_RATIOS), n: upTo(10, 1) } },
];

/** Reference images of one chat message, where nothing says otherwise: the Image API's own limit. */
const REFERENCES_MAX = 16;

/**
 * What a model takes through chat completions, by its id, its input modalities and the names of its chat parameters. A
 * model that no row knows takes what every documented family takes.
 */
export function chatCapabilities(id: string, inputs: string[], parameters: string[]): Capabilities {
  return Object.assign(
    {
      aspect_ratio: oneOf(...RATIOS),
      ...(inputs.includes("image") && { input_references: upTo(REFERENCES_MAX) }),
      ...(parameters.includes("seed") && { seed: yes }),
      data_collection: oneOf("deny"),
      zdr: yes,
    },
    ...FAMILIES.filter(({ of }) => of.test(id)).map(({ takes }) => takes),
  );
}

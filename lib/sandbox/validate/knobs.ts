import { z } from "zod";
import type { Endpoint } from "../catalog/types";
import { invalid } from "../refusal";
import { parseBody } from "./parse";
import type { Reference } from "./references";

const Channel = z.int().min(0).max(255);
const Rgb = z.tuple([Channel, Channel, Channel]);
/** Named by the request, never fetched. */
const HttpsUrl = z.url({ protocol: /^https$/ });
const Share = z.number().min(0).max(1);

/** What the families' own controls accept (CONTRACT §3.2), under one name on both routes. */
export const Knobs = z
  .object({
    font_inputs: z.array(z.object({ font_url: HttpsUrl, text: z.string().min(1) })).max(2),
    super_resolution_references: z.array(HttpsUrl).max(4),
    scoring_prompt: z.string().min(1),
    scoring_rubric: z
      .array(
        z.object({
          key: z.string().min(1),
          label: z.string(),
          description: z.string(),
          weight: z.number(),
          passing_score: z.number().optional(),
          score_guidance: z.array(z.object({ score: z.number(), description: z.string() })).optional(),
        }),
      )
      .min(1)
      .max(8),
    background_mode: z.enum(["original", "transparent", "solid"]),
    background_hex_color: z.string().regex(/^#[0-9a-f]{6}$/i, "expected #RRGGBB"),
    strength: Share,
    rgb_colors: z.array(Rgb).min(1),
    background_rgb_color: Rgb,
    style: z.string().min(1),
    /** Corners from the top left clockwise, as shares of the picture. */
    text_layout: z.array(z.object({ text: z.string().min(1), bbox: z.array(z.tuple([Share, Share])).length(4) })),
    moderation: z.enum(["auto", "low"]),
    random_seed: z.int(),
    steps: z.int().min(1),
    guidance: z.number(),
    safety_tolerance: z.int().min(0),
    controls: z.unknown(),
    creativity: z.unknown(),
    cachedContent: z.string(),
  })
  .partial();
export type Knobs = z.infer<typeof Knobs>;
export type Knob = keyof Knobs;

/** What `provider.options` says to the provider that serves; keys that it does not list are dropped in silence (CONTRACT §2.5). */
export function passedThrough(options: Record<string, object> | null | undefined, endpoint: Endpoint): Knobs {
  const given = Object.entries(options?.[endpoint.provider_slug] ?? {});
  const listed = given.filter(([key]) => endpoint.allowed_passthrough_parameters.includes(key));
  return parseBody(Knobs, Object.fromEntries(listed));
}

/** Edges and area in pixels that the sandbox enlarges. */
const SMALLEST_EDGE = 64;
const LARGEST_AREA = 4096 * 4096;

/** @throws Refusal 400 when there is nothing to enlarge, or it is too small or too large for that */
export function refuseUnfitToEnlarge({ super_resolution_references: wanted }: Knobs, references: Reference[]) {
  if (!wanted?.length) return;
  const [input] = references;
  if (!input) throw invalid("super_resolution_references need an input image to enlarge");
  const { bytes, width, height } = input;
  if (bytes && Math.min(width, height) < SMALLEST_EDGE)
    throw invalid("Image too small", { error_type: "image_too_small" });
  if (width * height > LARGEST_AREA) throw invalid("Image too large", { error_type: "image_too_large" });
}

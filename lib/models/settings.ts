import { z } from "zod";
import { addressProblem } from "./address";

const choice = z.string().min(1).max(40);
const text = z.string().trim().min(1).max(2_000);
const channel = z.int().min(0).max(255);
const rgb = z.tuple([channel, channel, channel]);
const corner = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
const name = z
  .string()
  .regex(/^(?!__proto__$)[\w.-]{1,80}$/, "A parameter's name has letters, digits, _, . and - only.");
const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** An address that providers fetch. */
const address = z
  .string()
  .max(2_000)
  .check((context) => {
    const message = addressProblem(context.value);
    if (message) context.issues.push({ code: "custom", message, input: context.value });
  });

/** One line of the rubric by which Riverflow 2.5 judges its own drafts. */
const Criterion = z.strictObject({
  key: name,
  label: text,
  description: text,
  weight: z.number().min(0).max(100),
});

/** The settings of one generation: only what the person chose; an absent one is left to the provider. */
export const Settings = z.strictObject({
  /** Such as `16:9`. */
  aspectRatio: choice.optional(),
  /** A tier, such as `2K`. */
  resolution: choice.optional(),
  /** Exact pixels, such as `1536x864`; goes without ratio and resolution. */
  size: z
    .string()
    .regex(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, "A size in pixels looks like 1536x864.")
    .optional(),
  quality: choice.optional(),
  outputFormat: choice.optional(),
  /** Of JPEG and WebP: 0 small … 100 faithful. */
  compression: z.int().min(0).max(100).optional(),
  background: choice.optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  /** Pictures asked of this one request. */
  n: z.int().min(1).max(10).default(1),

  // What single families take besides (OpenRouter's guide of June 2026; lib/openrouter/families.ts has the table).
  /** How far from the reference image: 0 the same … 1 free. */
  strength: z.number().min(0).max(1).optional(),
  style: choice.optional(),
  rgbColors: z.array(rgb).min(1).max(10).optional(),
  backgroundRgb: rgb.optional(),
  /** Words at their place: the four corners from the top left, clockwise, as parts of width and height. */
  textLayout: z
    .array(z.strictObject({ text, bbox: z.tuple([corner, corner, corner, corner]) }))
    .min(1)
    .max(20)
    .optional(),
  backgroundMode: choice.optional(),
  backgroundHex: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "A color looks like #12AB9F.")
    .optional(),
  scoringPrompt: text.optional(),
  scoringRubric: z.array(Criterion).min(1).max(8).optional(),
  /** Reasoning effort: low, medium or high. */
  effort: choice.optional(),
  /** Fonts to write with, at a surcharge each. */
  fonts: z
    .array(z.strictObject({ url: address, text }))
    .min(1)
    .max(2)
    .optional(),
  /** Pictures of details that the enlarged picture is to have, at a surcharge each. */
  superResolution: z.array(address).min(1).max(4).optional(),

  /** Parameters that the model declares and this version has no name for, by their name on the wire. */
  extra: z.record(name, scalar).optional(),
  /** Passthrough parameters for the provider, by their name on the wire. */
  options: z.record(name, scalar).optional(),

  /** The one provider that may answer, by its tag. */
  provider: z.string().min(1).max(100).optional(),
  /** Through which of OpenRouter's doors; absent: as the model is listed and the other settings need. */
  transport: z.enum(["images", "chat"]).optional(),
  /** `deny`: only providers that do not keep what they get. */
  dataCollection: z.literal("deny").optional(),
  /** Only endpoints with zero data retention. */
  zdr: z.literal(true).optional(),
});
export type Settings = z.infer<typeof Settings>;

import { z } from "zod";

const choice = z.string().min(1).max(40);

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
  background: choice.optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  /** Pictures asked of this one request. */
  n: z.int().min(1).max(10).default(1),
});
export type Settings = z.infer<typeof Settings>;

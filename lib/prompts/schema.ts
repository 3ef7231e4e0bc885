import { z } from "zod";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { NAME_MAX, TEMPLATE_MAX } from "./limits";
import { templateName } from "./name";

/** Text that every database can hold. */
const isText = (text: string) => text.isWellFormed() && !text.includes("\0");

/** A template as it shall be: the client makes the id, so that a deleted one can come back as itself. */
export const SaveTemplate = z.strictObject({
  id: z.uuid(),
  name: z
    .string()
    .max(NAME_MAX, `A name has at most ${NAME_MAX} characters.`)
    .transform(templateName)
    .refine((name) => name !== "", "Give it a name with a letter or a digit."),
  text: z
    .string()
    .max(TEMPLATE_MAX, `A template has at most ${TEMPLATE_MAX.toLocaleString("en")} characters.`)
    .refine((text) => text.trim() !== "", "Write the text that it puts into the prompt.")
    .refine(isText, "The text contains characters that are not text."),
});
export type SaveTemplate = z.infer<typeof SaveTemplate>;

export const TemplateId = z.strictObject({ id: z.uuid() });

export interface TemplateDto {
  id: string;
  /** What is typed behind `/`. */
  name: string;
  text: string;
}

export type HelpKind = "polish" | "describe";

export const Polish = z.strictObject({
  prompt: z
    .string()
    .max(PROMPT_MAX, `The prompt is longer than ${PROMPT_MAX.toLocaleString("en")} characters.`)
    .refine((text) => text.trim() !== "", "Write a prompt first.")
    .refine(isText, "The prompt contains characters that are not text."),
});
export type Polish = z.infer<typeof Polish>;

/** A reference image, or a picture of the gallery. */
export const Describe = z.union([z.strictObject({ referenceId: z.uuid() }), z.strictObject({ imageId: z.uuid() })], {
  error: "Choose a picture.",
});
export type Describe = z.infer<typeof Describe>;

/** One paid answer of a text model, or what came instead of it. */
export interface HelpDto {
  id: string;
  kind: HelpKind;
  /** The model that was asked, such as `google/gemini-2.5-flash-lite`. */
  model: string;
  status: "succeeded" | "failed" | "unknown";
  /** The prompt to use; null: none came. */
  text: string | null;
  /** What happened, whether money was spent, what to do; null: it succeeded. */
  message: string | null;
  /** Nano-dollars, as the provider reported them; null: not reported. */
  cost: number | null;
}

/** Answer of `GET /api/prompts/help`: who would help, and for how much. */
export interface HelpOffer {
  model: string;
  /** Nano-dollars a token, which may be fractions; null: not known. */
  price: { input: number; output: number } | null;
  /** It reads pictures, too. */
  describes: boolean;
}

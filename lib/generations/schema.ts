import { z } from "zod";
import { Settings } from "@/lib/models/settings";
import { PROMPT_MAX, REFERENCES_MAX, SET_MAX } from "./limits";

export type { Settings };

/** What one press of Generate sends. The client makes the ids; they are the idempotency keys. */
export const CreateGenerations = z.strictObject({
  setId: z.uuid(),
  prompt: z
    .string()
    .max(PROMPT_MAX, `The prompt is longer than ${PROMPT_MAX.toLocaleString("en")} characters.`)
    .refine((text) => text.trim() !== "", "Write a prompt first.")
    // PostgreSQL cannot hold NUL and no UTF-8 text can hold a lone surrogate: refuse both rather than change them silently.
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "The prompt contains characters that are not text."),
  /** Ids of uploaded reference images, in order. */
  references: z.array(z.uuid()).max(REFERENCES_MAX, `At most ${REFERENCES_MAX} reference images.`).default([]),
  generations: z
    .array(z.strictObject({ id: z.uuid(), model: z.string().min(1).max(200), settings: Settings }))
    .min(1, "Choose a model.")
    .max(SET_MAX, `At most ${SET_MAX} generations at once.`),
});
export type CreateGenerations = z.input<typeof CreateGenerations>;

export const GenerationId = z.strictObject({ id: z.uuid() });

export type Status = "queued" | "running" | "storing" | "succeeded" | "failed" | "canceled" | "unknown" | "paused";
export type Charged = "yes" | "no" | "unknown";

export interface ImageDto {
  id: string;
  generationId: string;
  /** Pixels; null: the bytes could not be decoded as a picture and are kept as a file. */
  width: number | null;
  height: number | null;
  /** From the bytes themselves, such as `image/png`. */
  mediaType: string;
  bytes: number;
  sha256: string;
  /** Base64. */
  thumbhash: string | null;
  favorite: boolean;
  /** ISO 8601, as all times here. */
  createdAt: string;
  trashedAt: string | null;
}

export interface ReferenceDto {
  id: string;
  width: number;
  height: number;
  thumbhash: string | null;
}

export interface GenerationDto {
  id: string;
  setId: string;
  position: number;
  prompt: string;
  model: string;
  settings: Settings;
  references: ReferenceDto[];
  status: Status;
  charged: Charged;
  /** A cancel was asked for while it runs. */
  cancelRequested: boolean;
  /** Nano-dollars; null: the price is not known. */
  estimate: { low: number; high: number } | null;
  /** Nano-dollars, as the provider reported them; null: not reported (yet). */
  cost: number | null;
  /** Number of partial pictures so far; the newest is at `/api/generations/ID/preview?v=NUMBER`. */
  previews: number;
  provider: string | null;
  openrouterId: string | null;
  text: string | null;
  error: { code: string; message: string } | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a queued or paused generation is tried (again). */
  runAfter: string;
  images: ImageDto[];
}

export interface SetDto {
  id: string;
  prompt: string;
  createdAt: string;
  generations: GenerationDto[];
}

/** Answer of `GET /api/sets`, newest first. */
export interface SetPage {
  sets: SetDto[];
  nextCursor: string | null;
}

/** Answer of `GET /api/generations/changes?since=CURSOR`: what changed since, and where to go on. */
export interface Changes {
  generations: GenerationDto[];
  cursor: string;
}

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
  /** Continues from a picture of the gallery, which is the first reference image; `maskId`: only this area may change. */
  edit: z.strictObject({ imageId: z.uuid(), maskId: z.uuid().optional() }).optional(),
  /** The generation that ended without a picture, in whose place this one is asked for. */
  retryOf: z.uuid().optional(),
  generations: z
    .array(z.strictObject({ id: z.uuid(), model: z.string().min(1).max(200), settings: Settings }))
    .min(1, "Choose a model.")
    .max(SET_MAX, `At most ${SET_MAX} generations at once.`),
});
export type CreateGenerations = z.input<typeof CreateGenerations>;

export const ResumeKey = z.strictObject({ keyRef: z.string().max(64), code: z.string().max(64) });

export const GenerationId = z.strictObject({ id: z.uuid() });

/** A picture of the gallery that is to be a reference image. */
export const ImageReference = z.strictObject({ imageId: z.uuid() });

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
  /** The untouched area was put back over what was delivered, which is kept too. */
  composited: boolean;
  /** ISO 8601, as all times here. */
  createdAt: string;
  trashedAt: string | null;
}

export interface ReferenceDto {
  id: string;
  /** The gallery picture it was made from; null: it was uploaded. */
  imageId: string | null;
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
  /** Through which of OpenRouter's doors it goes. */
  transport: "images" | "chat";
  settings: Settings;
  /** Those the person gave; the marked picture of a masked edit is none of them. */
  references: ReferenceDto[];
  /** The picture it continues from; null: it is no edit, or that picture is gone. */
  edit: { imageId: string; rootImageId: string; maskId: string | null } | null;
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
  /** The model that answered, where it is another than the one asked. */
  answeredBy: string | null;
  openrouterId: string | null;
  /** The next look-up of what became of it, and whether one was made before; null: none is due. */
  lookUp: { at: string; asked: boolean } | null;
  /** Until when its paid picture, which did not come, can be fetched; null: there is none. */
  fetchableUntil: string | null;
  /** The generation in whose place a person asked for this one. */
  retryOf: string | null;
  /** What the model said beside or instead of a picture. */
  text: string | null;
  /** Why the model stopped, in the provider's own word, where the answer says so. */
  finishReason: string | null;
  error: { code: string; message: string } | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a queued or paused generation is tried (again). */
  runAfter: string;
  /** Those that are not in the trash. */
  images: ImageDto[];
  /** Number of pictures that arrived, wherever they are now. */
  delivered: number;
  /** Only in the browser: the server has not answered the press that asks for it. */
  unsent?: boolean;
}

export interface SetDto {
  id: string;
  prompt: string;
  createdAt: string;
  generations: GenerationDto[];
}

/** Answer of `GET /api/images/ID/lineage`: a picture and all that was made of it. */
export interface Lineage {
  /** The picture that the line began with; null: it is gone. */
  root: { image: ImageDto; generation: GenerationDto } | null;
  /** Every edit of the line, oldest first, whatever became of it; `edit.imageId` is what it was made of. */
  edits: GenerationDto[];
}

/** Answer of `GET /api/sets`, newest first. */
export interface SetPage {
  sets: SetDto[];
  nextCursor: string | null;
}

/** Answer of `GET /api/generations/changes?since=CURSOR`, and an event of `/api/events`: what changed since, and where to go on. */
export interface Changes {
  generations: GenerationDto[];
  cursor: string;
  /** There is more than fits into one answer: ask again at once. */
  more: boolean;
  /** Names the build that answered. */
  build: string;
}

/** All that waits with one key for one reason, as `GET /api/generations/paused` lists it. */
export interface PausedKey {
  keyRef: string;
  code: string;
  /** What happened, whether money was spent, what to do. */
  message: string;
  /** Generations. */
  count: number;
  /** ISO 8601: when it is tried again; null: when a person says so. */
  runAfter: string | null;
}

/** One request that left the machine, and its answer, as people can read them. */
export interface RawAttempt {
  /** From 1. */
  no: number;
  /** Below the API's base URL. */
  path: "/images" | "/chat/completions";
  /** The answer's HTTP status; null: none came. */
  status: number | null;
  /** `succeeded`, or the error's code; null: not over. */
  outcome: string | null;
  requestBytes: number;
  /** Null: not kept, as for those of earlier versions. */
  request: string | null;
  response: string | null;
  dispatchedAt: string;
  headersAt: string | null;
  receivedAt: string | null;
  settledAt: string | null;
}

/** Answer of `GET /api/generations/ID/raw`: in the order of the tries. */
export interface Raw {
  attempts: RawAttempt[];
}

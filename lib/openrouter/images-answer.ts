import { z } from "zod";
import type { Document } from "./answer-reader";
import { Span } from "./json-skeleton";

/** Base64 of a picture: in the spool file, or short enough to be here. */
export type Payload = Span | string;

export interface AnsweredImage {
  payload: Payload;
  /** The type the answer claims; only a label. */
  label: string | null;
}

export interface WireError {
  message: string;
  /** A number, a word, or nothing: all three are seen. */
  code: string | number | null;
  type: string | null;
  metadata: Record<string, unknown>;
}

const payload = z.union([z.instanceof(Span), z.string().min(1)]);
const label = z.string().nullish().catch(null);
const usage = z
  .looseObject({ cost: z.number().nullish().catch(null) })
  .nullish()
  .catch(null);

const ErrorBody = z.looseObject({
  message: z.string().catch("no message"),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  type: z.string().nullish().catch(null),
  error_type: z.string().nullish().catch(null),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
});

const Buffered = z.looseObject({ data: z.array(z.unknown()), usage });
const Item = z.looseObject({ b64_json: payload, media_type: label });
const Completed = z.looseObject({
  type: z.literal("image_generation.completed"),
  b64_json: payload,
  media_type: label,
  usage,
});
const Partial = z.looseObject({ type: z.literal("image_generation.partial_image"), b64_json: payload });

/** Gathers what `POST /images` answered, as one document or as events. Reads only what it needs; never throws. */
export class ImagesAnswer {
  readonly images: AnsweredImage[] = [];
  error: WireError | null = null;
  /** US dollars; null: not reported. */
  cost: number | null = null;
  /** The answer is whole: it holds its pictures, says that there are none, or holds an error. */
  complete = false;
  private reports = 0;

  /** Takes the next document. Returns the picture when it is only a partial one. */
  add(document: Document): Payload | null {
    const { value } = document;
    const error = errorOf(value);
    if (error) {
      // An error behind a finished picture does not undo the picture.
      this.error ??= error;
      this.complete = true;
      return null;
    }
    const completed = Completed.safeParse(value).data;
    if (completed) {
      this.finish([completed], completed.usage);
      return null;
    }
    const buffered = Buffered.safeParse(value).data;
    if (buffered) {
      this.finish(
        buffered.data.flatMap((item) => Item.safeParse(item).data ?? []),
        buffered.usage,
      );
      return null;
    }
    return Partial.safeParse(value).data?.b64_json ?? null;
  }

  private finish(
    items: { b64_json: Payload; media_type?: string | null | undefined }[],
    used: z.infer<typeof usage>,
  ): void {
    for (const item of items) this.images.push({ payload: item.b64_json, label: item.media_type ?? null });
    // A stream of several pictures may report with each its share or the whole call's cost, which is not documented: then
    // only a look-up tells.
    if (typeof used?.cost === "number") this.cost = this.reports++ === 0 ? used.cost : null;
    this.complete = true;
  }
}

/** The error that a document carries, at any status: OpenRouter also sends errors with 200. */
export function errorOf(value: unknown): WireError | null {
  if (typeof value !== "object" || value === null || !("error" in value) || !value.error) return null;
  if (typeof value.error === "string") return { message: value.error, code: null, type: null, metadata: {} };
  const parsed = ErrorBody.safeParse(value.error).data;
  if (!parsed) return { message: "no message", code: null, type: null, metadata: {} };
  const metadata = parsed.metadata ?? {};
  const type = metadata.error_type ?? parsed.error_type ?? parsed.type;
  return {
    message: parsed.message,
    code: parsed.code ?? null,
    type: typeof type === "string" ? type : null,
    metadata,
  };
}

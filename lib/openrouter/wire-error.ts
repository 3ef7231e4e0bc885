import { z } from "zod";

export interface WireError {
  message: string;
  /** A number, a word, or nothing: all three are seen. */
  code: string | number | null;
  type: string | null;
  metadata: Record<string, unknown>;
  /** What the router says of a model that it cannot serve now. */
  availability: { retryable: boolean; fallbackModels: string[] } | null;
}

const word = z.string().nullish().catch(null);
const record = z.record(z.string(), z.unknown()).nullish().catch(null);

const ErrorBody = z.looseObject({
  message: z.string().catch("no message"),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  type: word,
  error_type: word,
  http_status: z.number().nullish().catch(null),
  metadata: record,
  availability: z
    .looseObject({
      retryable: z.boolean().catch(false),
      fallback_models: z.array(z.string()).catch([]),
    })
    .nullish()
    .catch(null),
});

/** The error that a document carries, at any status: OpenRouter also sends errors with 200. */
export function errorOf(value: unknown): WireError | null {
  if (typeof value !== "object" || value === null || !("error" in value) || !value.error) return null;
  const bare = { code: null, type: null, metadata: {}, availability: null };
  if (typeof value.error === "string") return { ...bare, message: value.error };
  const parsed = ErrorBody.safeParse(value.error).data;
  if (!parsed) return { ...bare, message: "no message" };
  // A body that fails validation is reported with its metadata beside the error.
  const metadata = parsed.metadata ?? record.parse("metadata" in value ? value.metadata : null) ?? {};
  const type = metadata.error_type ?? parsed.error_type ?? parsed.type;
  return {
    message: parsed.message,
    code: parsed.code ?? parsed.http_status ?? null,
    type: typeof type === "string" ? type : null,
    metadata,
    availability: parsed.availability
      ? { retryable: parsed.availability.retryable, fallbackModels: parsed.availability.fallback_models }
      : null,
  };
}

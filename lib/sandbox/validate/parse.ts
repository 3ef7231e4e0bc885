import type { z } from "zod";
import { invalid } from "../refusal";

/** Parses a request body or refuses it with the field and the reason, as OpenRouter does for zod failures. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const [first] = issues;
  const where = first?.path.join(".") || "body";
  throw invalid(`Invalid request parameters: ${where}: ${first?.message ?? "invalid"}`, {
    raw: JSON.stringify(issues),
    ...(where === "prompt" && { error_type: "invalid_prompt" }),
  });
}

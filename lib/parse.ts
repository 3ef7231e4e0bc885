import type { z } from "zod";
import { invalid } from "./errors";

/** What came in by a door, as the schema reads it. Throws `AppError` (invalid) with the first thing wrong and its field. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(issue?.message ?? "The input is not valid.", issue?.path.map(String).find(isName));
}

/** Not a position in a list. */
const isName = (part: string) => !/^\d+$/.test(part);

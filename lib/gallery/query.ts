import "server-only";
import type { z } from "zod";
import { invalid } from "@/lib/errors";

/** The query string of a request, checked. Throws `invalid`, naming the parameter. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || undefined;
  throw invalid(`The address's query is not understood: ${field ? `${field}: ` : ""}${issue?.message}`, field);
}

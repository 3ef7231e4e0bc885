/** What a caller may be told. `message` is a sentence for people; `field` names the input it is about. */
export interface Problem {
  code: ErrorCode;
  message: string;
  field?: string;
}

const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  throttled: 429,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS;

/** An error whose message is meant for the person who caused it. Anything else becomes one sentence without details. */
export class AppError extends Error {
  override name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string, field?: string) => new AppError("invalid", message, field);
/** The same words whether the thing does not exist or belongs to someone else. */
export const notFound = (what: string) => new AppError("not_found", `There is no such ${what}.`);

/** What a server action returns: it never throws, because Next hides a thrown message from the browser. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: Problem };

/** The one mapping from anything thrown to what may be told. */
export function toProblem(error: unknown): Problem {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.field && { field: error.field }) };
  }
  return { code: "internal", message: "Something went wrong on the server. Its log has the details." };
}

export function toResponse(error: unknown): Response {
  const problem = toProblem(error);
  return Response.json({ error: problem }, { status: HTTP_STATUS[problem.code] });
}

import type { Problem } from "@/lib/errors";

/** A route's refusal; the message is its sentence for people. `status` is the HTTP status, 0: the server was not reached. */
export class RequestError extends Error {
  override name = "RequestError";
  constructor(
    message: string,
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(message);
  }
}

/** Calls one of our own routes and returns its JSON; throws a RequestError for everything else. */
export async function fetchJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error;
    throw new RequestError("The server cannot be reached.", 0);
  });
  const body = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const problem = (body as { error?: Problem } | null)?.error;
  throw new RequestError(problem?.message ?? `The server answered ${response.status}.`, response.status, problem);
}

import "server-only";
import { getJson } from "@/lib/egress";
import type { GetApi } from "@/lib/openrouter/get-api";
import type { Upstream } from "@/lib/settings/upstream";

/** Milliseconds for one call. */
const CALL_MS = 10_000;

/** The server answered, but not with a document. */
export class NoDocumentError extends Error {
  override name = "NoDocumentError";
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`The server answered ${status} to ${path}.`);
  }
}

/** Gets documents of this server's API. They throw `NoDocumentError`, or `EgressError` where no answer came. */
export function ask({ baseUrl, apiKey }: Upstream, signal?: AbortSignal): GetApi {
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : undefined;
  return async (path) => {
    const { status, json } = await getJson(`${baseUrl}${path}`, { headers, timeoutMs: CALL_MS, signal });
    if (status !== 200) throw new NoDocumentError(status, path);
    return json;
  };
}

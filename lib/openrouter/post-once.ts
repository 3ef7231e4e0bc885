import "server-only";
import { Readable } from "node:stream";
import { callOnce } from "@/lib/egress";

export interface Posted {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * POSTs a small document once and reads an answer of at most `maxBytes`. Throws `EgressError` before the answer began, and
 * whatever the socket threw, or a `RangeError`, after that.
 */
export async function postOnce(
  url: string,
  options: {
    json: unknown;
    headers?: Record<string, string>;
    /** Milliseconds for the whole call. */
    timeoutMs: number;
    maxBytes: number;
    signal?: AbortSignal | undefined;
    /** Called with the head, before the body is read. */
    onHead?: (head: Omit<Posted, "body">) => void;
  },
): Promise<Posted> {
  const { timeoutMs, maxBytes } = options;
  const sent = Buffer.from(JSON.stringify(options.json));
  const answer = await callOnce({
    url,
    headers: { accept: "application/json", "content-type": "application/json", ...options.headers },
    body: Readable.from([sent]),
    bodyBytes: sent.length,
    headersMs: timeoutMs,
    idleMs: timeoutMs,
    totalMs: timeoutMs,
    signal: options.signal ?? new AbortController().signal,
  });
  const { status, headers } = answer;
  options.onHead?.({ status, headers });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer.body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new RangeError("The answer is larger than it should be.");
    pieces.push(piece);
  }
  return { status, headers, body: Buffer.concat(pieces) };
}

/** The body as JSON; undefined: it is none. */
export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

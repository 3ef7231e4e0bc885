import "server-only";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Client, request } from "undici";

/** An outgoing call that brought no answer. */
export class EgressError extends Error {
  override name = "EgressError";
  constructor(
    /** True unless it is proved that no byte of the request left: only then may a paid call be repeated. */
    readonly sent: boolean,
    /** Such as ECONNREFUSED, ENOTFOUND, UND_ERR_HEADERS_TIMEOUT. */
    readonly reason: string,
  ) {
    super(sent ? `The connection was lost after the request had been sent (${reason}).` : `No connection (${reason}).`);
  }
}

export interface PaidCall {
  url: string;
  headers: Record<string, string>;
  body: Readable;
  /** Exact length of `body` in bytes. */
  bodyBytes: number;
  /** Milliseconds until the headers are there. */
  headersMs: number;
  /** Milliseconds without a single byte of the body. */
  idleMs: number;
  /** Milliseconds for the whole call. */
  totalMs: number;
  /** Aborted only where the abort is known to be free. */
  signal: AbortSignal;
}

export interface PaidAnswer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Buffer>;
}

/**
 * POSTs once: no retry, no redirect, no kept-alive connection (one that dies on reuse would leave it open whether the
 * request arrived). Throws `EgressError`; the body's iteration may throw whatever the socket threw.
 */
export async function callOnce(call: PaidCall): Promise<PaidAnswer> {
  const url = new URL(call.url);
  const client = new Client(url.origin, {
    pipelining: 0,
    headersTimeout: call.headersMs,
    bodyTimeout: call.idleMs,
    connect: { timeout: 15_000 },
  });
  let connected = false;
  client.on("connect", () => {
    connected = true;
  });
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(call.totalMs)]);
  try {
    const answer = await client.request({
      method: "POST",
      path: url.pathname + url.search,
      headers: { ...call.headers, "content-length": String(call.bodyBytes), "accept-encoding": "identity" },
      body: call.body,
      signal,
      reset: true,
    });
    answer.body.once("close", () => void client.destroy());
    const headers = plainHeaders(answer.headers);
    return { status: answer.statusCode, headers, body: decoded(answer.body, headers["content-encoding"]) };
  } catch (error) {
    call.body.destroy();
    void client.destroy();
    throw new EgressError(connected, reasonOf(error));
  }
}

const DECODERS: Record<string, () => Readable & NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** `identity` was asked for, but not every server listens. Trouble comes out of the iteration, as the socket's does. */
function decoded(body: Readable, encoding: string | undefined): AsyncIterable<Buffer> {
  const decoder = DECODERS[encoding ?? ""]?.();
  return decoder ? pipeline(body, decoder, () => {}) : body;
}

/** GETs a small JSON document (16 MB at most). Throws `EgressError`; a body that is not JSON gives `json: undefined`. */
export async function getJson(
  url: string,
  options: { headers?: Record<string, string>; timeoutMs: number; signal?: AbortSignal },
): Promise<{ status: number; headers: Record<string, string>; json: unknown }> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const answer = await request(url, {
      headers: { accept: "application/json", ...options.headers },
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of answer.body as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > 16_000_000) throw new Error("answer too large");
      parts.push(part);
    }
    const headers = plainHeaders(answer.headers);
    return { status: answer.statusCode, headers, json: parseJson(Buffer.concat(parts).toString("utf8")) };
  } catch (error) {
    throw new EgressError(true, reasonOf(error));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A short name for a socket's trouble, fit for a log and a person. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as NodeJS.ErrnoException;
  return code && typeof code === "string" ? code : error.name;
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}

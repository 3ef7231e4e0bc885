import "server-only";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Client, type Dispatcher, request } from "undici";

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
 * request arrived). Throws `EgressError`; the body's iteration throws whatever the socket threw, once all that had come
 * before was taken.
 */
export async function callOnce(call: PaidCall): Promise<PaidAnswer> {
  const url = new URL(call.url);
  const client = new Client(url.origin, {
    pipelining: 0,
    headersTimeout: call.headersMs,
    bodyTimeout: call.idleMs,
    maxHeaderSize: HEAD_MAX,
    connect: { timeout: 15_000 },
  });
  let connected = false;
  client.on("connect", () => {
    connected = true;
  });
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(call.totalMs)]);
  const cut = () => void client.destroy(signal.reason);
  signal.addEventListener("abort", cut);
  const inflow = new Inflow(() => {
    signal.removeEventListener("abort", cut);
    void client.destroy();
  });
  if (signal.aborted) cut();
  try {
    client.dispatch(
      {
        method: "POST",
        path: url.pathname + url.search,
        headers: { ...call.headers, "content-length": String(call.bodyBytes), "accept-encoding": "identity" },
        body: call.body,
        reset: true,
      },
      inflow,
    );
    const head = await inflow.head;
    const headers = plainHeaders(head.headers);
    return { status: head.status, headers, body: decoded(inflow.pieces(), headers["content-encoding"]) };
  } catch (error) {
    call.body.destroy();
    inflow.close();
    throw new EgressError(connected, reasonOf(error));
  }
}

/** Bytes of an answer's head. */
const HEAD_MAX = 256 * 1024;
/** Bytes that came and were not taken yet, from which on the line waits. */
const INFLOW_MAX = 1024 * 1024;

type Headers = Record<string, string | string[] | undefined>;

/**
 * An answer as it comes in. A stream would throw away what was not read yet when the line breaks, and a whole picture may
 * be among that: here it is taken first.
 */
class Inflow implements Dispatcher.DispatchHandler {
  readonly head: Promise<{ status: number; headers: Headers }>;
  private begin!: (head: { status: number; headers: Headers }) => void;
  private fail!: (error: Error) => void;
  private controller: Dispatcher.DispatchController | undefined;
  private came: Buffer[] = [];
  private bytes = 0;
  private end: { error: Error | null } | undefined;
  private wake = () => {};

  constructor(readonly close: () => void) {
    this.head = new Promise((resolve, reject) => {
      this.begin = resolve;
      this.fail = reject;
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status >= 200) this.begin({ status, headers });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.came.push(piece);
    this.bytes += piece.length;
    if (this.bytes > INFLOW_MAX) controller.pause();
    this.wake();
  }

  onResponseEnd(): void {
    this.over(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
    this.over(error);
  }

  async *pieces(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const came = this.came;
        this.came = [];
        this.bytes = 0;
        yield* came;
        if (this.came.length > 0) continue;
        if (this.end?.error) throw this.end.error;
        if (this.end) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          this.controller?.resume();
        });
      }
    } finally {
      this.close();
    }
  }

  private over(error: Error | null): void {
    this.end ??= { error };
    this.wake();
  }
}

const DECODERS: Record<string, () => Readable & NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** `identity` was asked for, but not every server listens. Trouble comes out of the iteration, as the socket's does. */
function decoded(body: AsyncIterable<Buffer>, encoding: string | undefined): AsyncIterable<Buffer> {
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

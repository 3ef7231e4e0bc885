import "server-only";
import { type ClientRequest, request as http, type IncomingMessage, type RequestOptions } from "node:http";
import { request as https } from "node:https";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** An outgoing call that brought no answer. */
export class EgressError extends Error {
  override name = "EgressError";
  constructor(
    /** True unless it is proved that no byte of the request left: only then may a paid call be repeated. */
    readonly sent: boolean,
    /** Such as ECONNREFUSED, ENOTFOUND, ETIMEDOUT. */
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

/** Milliseconds until a connection stands. */
const CONNECT_MS = 15_000;
/** Bytes of an answer's head. */
const HEAD_MAX = 256 * 1024;
/** Bytes that came and were not taken yet, from which on the line waits. */
const INFLOW_MAX = 256 * 1024;

/**
 * POSTs once: no retry, no redirect, no kept-alive connection (one that dies on reuse would leave it open whether the
 * request arrived). Throws `EgressError`; the body's iteration throws whatever the socket threw, once all that had come
 * before was taken.
 */
export async function callOnce(call: PaidCall): Promise<PaidAnswer> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(call.totalMs)]);
  let connected = false;
  try {
    const headers = { ...call.headers, "content-length": call.bodyBytes, "accept-encoding": "identity" };
    const line = new Line(call.url, { method: "POST", headers, maxHeaderSize: HEAD_MAX, agent: false }, signal);
    line.request.once("socket", (socket) => {
      socket.setTimeout(CONNECT_MS);
      socket.on("timeout", line.silent);
      // Nothing is written before the connection stands: until then it is proved that nothing left.
      socket.once(line.request.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
        socket.setTimeout(call.headersMs);
        call.body.once("error", line.cut).pipe(line.request);
      });
    });
    line.request.once("close", () => call.body.destroy());
    const answer = await line.answered;
    answer.socket.setTimeout(call.idleMs);
    const told = plainHeaders(answer.headers);
    return { status: answer.statusCode ?? 0, headers: told, body: decoded(line.pieces(), told["content-encoding"]) };
  } catch (error) {
    call.body.destroy();
    throw new EgressError(connected, reasonOf(error));
  }
}

/**
 * A request, and its answer as it comes in. A stream would throw away what was not read yet when the line breaks, and a
 * whole picture may be among that: here it is taken first.
 */
class Line {
  readonly request: ClientRequest;
  readonly answered: Promise<IncomingMessage>;
  private answer: IncomingMessage | null = null;
  private came: Buffer[] = [];
  private bytes = 0;
  private end: { error: Error | null } | undefined;
  private wake = () => {};

  constructor(url: string, options: RequestOptions, signal: AbortSignal) {
    this.request = (url.startsWith("https:") ? https : http)(url, options);
    this.answered = new Promise((resolve, reject) => {
      // Listened to until the end: an error without a listener would end the process.
      this.request.on("error", reject);
      // One that asks for another protocol ends without an error, and would be awaited for ever.
      this.request.once("close", () => reject(new Error("The line was closed without an answer.")));
      this.request.once("response", (answer) => {
        this.answer = answer;
        answer.on("data", this.take).once("end", () => this.over(null));
        answer.on("error", (error) => this.over(error));
        resolve(answer);
      });
    });
    const abort = () => this.cut(signal.reason);
    signal.addEventListener("abort", abort);
    this.request.once("close", () => signal.removeEventListener("abort", abort));
    if (signal.aborted) abort();
  }

  readonly cut = (error: Error): void => {
    (this.answer ?? this.request).destroy(error);
  };

  /** No byte came for too long, unless some came that wait for our disk. */
  readonly silent = (): void => {
    if (this.bytes === 0) this.cut(Object.assign(new Error("Nothing came."), { code: "ETIMEDOUT" }));
  };

  async *pieces(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const came = this.came;
        this.came = [];
        this.bytes = 0;
        if (came.length > 0) yield Buffer.concat(came);
        if (this.came.length > 0) continue;
        if (this.end?.error) throw this.end.error;
        if (this.end) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          this.answer?.resume();
        });
      }
    } finally {
      this.answer?.destroy();
    }
  }

  private readonly take = (piece: Buffer): void => {
    this.came.push(piece);
    this.bytes += piece.length;
    if (this.bytes > INFLOW_MAX) this.answer?.pause();
    this.wake();
  };

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

/** How a document or a stream of events begins that is not compressed, whatever the header says. */
const PLAIN = /^\s*(?:[{[]\s*["{\]}]|: |data:|event:)/;

/** `identity` was asked for, but not every server listens. Trouble comes out of the iteration, as the socket's does. */
async function* decoded(body: AsyncGenerator<Buffer>, encoding: string | undefined): AsyncGenerator<Buffer> {
  const decoder = DECODERS[encoding?.toLowerCase() ?? ""];
  if (!decoder) return yield* body;
  const { value: first } = await body.next();
  if (!first) return;
  const all = (async function* () {
    yield first;
    yield* body;
  })();
  yield* PLAIN.test(first.toString("latin1", 0, 64)) ? all : pipeline(all, decoder(), () => {});
}

/** GETs a small JSON document (16 MB at most). Throws `EgressError`; a body that is not JSON gives `json: undefined`. */
export async function getJson(
  url: string,
  options: { headers?: Record<string, string>; timeoutMs: number; signal?: AbortSignal },
): Promise<{ status: number; headers: Record<string, string>; json: unknown }> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const line = new Line(url, { headers: { accept: "application/json", ...options.headers } }, signal);
    line.request.end();
    const answer = await line.answered;
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of line.pieces()) {
      bytes += part.length;
      if (bytes > 16_000_000) throw new Error("answer too large");
      parts.push(part);
    }
    const headers = plainHeaders(answer.headers);
    return { status: answer.statusCode ?? 0, headers, json: parseJson(Buffer.concat(parts).toString("utf8")) };
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

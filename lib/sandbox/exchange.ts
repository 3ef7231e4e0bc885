import type { IncomingMessage, ServerResponse } from "node:http";
import type { LedgerLine } from "./ledger";
import { invalid, type Refusal } from "./refusal";
import type { State } from "./state";

/** One request and its answer, with what the routes need to know about them. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** The path's variable parts. */
  parameters: string[];
  state: State;
  /** Aborted when the client hangs up before its answer is complete. */
  hungUp: AbortSignal;
};

/** An exchange on a route that costs money: it has a key, a generation id and a line in the ledger. */
export type PaidExchange = Exchange & {
  line: LedgerLine;
  key: string;
  /** Under which the answer is kept for the same request; undefined without the response cache. */
  cacheKey?: string | undefined;
};

/** OpenRouter sits behind Cloudflare, whose edge refuses longer bodies with a plain-text 413. */
const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** Answered in plain text, outside the error envelope. */
export class EdgeRefusal extends Error {}

export const readJson = async (exchange: Exchange): Promise<unknown> => parseJson(await readText(exchange));

/** @throws Refusal 400 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("Invalid JSON body");
  }
}

export async function readText(exchange: Exchange): Promise<string> {
  const declared = Number(exchange.request.headers["content-length"] ?? 0);
  if (declared > MAX_BODY_BYTES) throw new EdgeRefusal("Request Entity Too Large");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of exchange.request) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new EdgeRefusal("Request Entity Too Large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function sendJson(exchange: Exchange, status: number, body: unknown, headers: Record<string, string> = {}) {
  const bytes = Buffer.from(JSON.stringify(body));
  exchange.response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": String(bytes.length),
    ...headers,
  });
  exchange.response.end(bytes);
}

export function sendRaw(exchange: Exchange, status: number, type: string, body: string) {
  exchange.response.writeHead(status, { "Content-Type": type, "Content-Length": String(Buffer.byteLength(body)) });
  exchange.response.end(body);
}

export function sendRefusal(exchange: Exchange, refusal: Refusal) {
  const { status, message, metadata, headers } = refusal;
  sendJson(exchange, status, { error: { code: status, message, metadata: metadata ?? null }, user_id: null }, headers);
}

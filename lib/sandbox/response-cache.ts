import { createHash } from "node:crypto";
import type { PaidExchange } from "./exchange";

/** An answer that can be had again for nothing. Painting is repeatable: what it was painted from is enough. */
export type Cached = {
  /** Generation id of the call that was paid. */
  sourceId: string;
  seed: string;
  /** Unix milliseconds. */
  storedAt: number;
  expiresAt: number;
};

const LONGEST_S = 86_400;
const USUAL_S = 300;

/** Where the answer to exactly this request is kept; undefined when the client does not ask for the response cache. */
export function cacheKeyOf({ request, key, line }: PaidExchange, body: string): string | undefined {
  if (request.headers["x-openrouter-cache"] !== "true") return undefined;
  return createHash("sha256").update([key, line.route, body].join("\n")).digest("hex");
}

/** The answer kept for this request, and the headers that say whether there is one. */
export function recall({ state, request, response, cacheKey }: PaidExchange): Cached | undefined {
  if (cacheKey === undefined) return undefined;
  if (request.headers["x-openrouter-cache-clear"] === "true") state.answers.delete(cacheKey);
  const kept = state.answers.get(cacheKey);
  const cached = kept && kept.expiresAt > Date.now() ? kept : undefined;
  response.setHeader("X-OpenRouter-Cache-Status", cached ? "HIT" : "MISS");
  if (cached) {
    response.setHeader("X-OpenRouter-Cache-Age", String(Math.floor((Date.now() - cached.storedAt) / 1000)));
    response.setHeader("X-OpenRouter-Cache-Source-Id", cached.sourceId);
  }
  return cached;
}

/** Keeps what was made and paid, delivered or not. */
export function remember({ state, request, line, cacheKey }: PaidExchange, seed: string) {
  if (cacheKey === undefined || !line.charged) return;
  const asked = Number(request.headers["x-openrouter-cache-ttl"] ?? USUAL_S);
  const seconds = Math.min(Math.max(asked || USUAL_S, 1), LONGEST_S);
  const storedAt = Date.now();
  state.answers.set(cacheKey, { sourceId: line.id, seed, storedAt, expiresAt: storedAt + seconds * 1000 });
}

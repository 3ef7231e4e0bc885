import { randomBytes } from "node:crypto";
import type { GenerationRecord, LedgerLine } from "./ledger";
import type { Cached } from "./response-cache";

export type Latency = "realistic" | "none";

/** What a key that the sandbox issued may do. */
export type IssuedKey = {
  label: string | null;
  /** US dollars; null without a limit. */
  limit: number | null;
  /** `daily`, `weekly` or `monthly`; null never starts again. */
  limitReset: string | null;
  /** ISO 8601, or null. */
  expiresAt: string | null;
};

/** An authorization code waiting to be exchanged for a key. */
export type PendingCode = {
  challenge: string | null;
  method: "S256" | "plain";
  /** Unix milliseconds. */
  expiresAt: number;
  /** The key that it will buy. */
  key: IssuedKey;
};

/** Everything one running sandbox remembers. */
export type State = {
  latency: Latency;
  /** The only key accepted besides those it issued; undefined accepts any `sk-or-…`. */
  key: string | undefined;
  issuedKeys: Map<string, IssuedKey>;
  /** US dollars that each key has spent. */
  spent: Map<string, number>;
  codes: Map<string, PendingCode>;
  ledger: LedgerLine[];
  generations: Map<string, GenerationRecord>;
  /** The response cache. */
  answers: Map<string, Cached>;
  /** Pictures that a fault answers by address. */
  pictures: Map<string, { mediaType: string; bytes: Buffer }>;
  /** How often a wish without a seed was asked, so that asking again paints another picture. */
  takes: Map<string, number>;
  /** Wishes that a fault "once" has already failed. */
  failedOnce: Set<string>;
};

export function newState(options: { latency: Latency; key: string | undefined }): State {
  return {
    ...options,
    issuedKeys: new Map(),
    spent: new Map(),
    codes: new Map(),
    ledger: [],
    generations: new Map(),
    answers: new Map(),
    pictures: new Map(),
    takes: new Map(),
    failedOnce: new Set(),
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** `gen-1763680000-AbCdEfGhIjKlMnOpQrSt` */
export function newGenerationId(): string {
  const tail = Array.from(randomBytes(20), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return `gen-${Math.floor(Date.now() / 1000)}-${tail}`;
}

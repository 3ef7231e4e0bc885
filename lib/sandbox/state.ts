import { randomBytes } from "node:crypto";
import type { GenerationRecord, LedgerLine } from "./ledger";

export type Latency = "realistic" | "none";

/** An authorization code waiting to be exchanged for a key. */
export type PendingCode = { challenge: string | null; method: "S256" | "plain"; expiresAt: number };

/** Everything one running sandbox remembers. */
export type State = {
  latency: Latency;
  /** The only key accepted besides those it issued; undefined accepts any `sk-or-…`. */
  key: string | undefined;
  issuedKeys: Set<string>;
  codes: Map<string, PendingCode>;
  ledger: LedgerLine[];
  generations: Map<string, GenerationRecord>;
  /** How often a wish without a seed was asked, so that asking again paints another picture. */
  takes: Map<string, number>;
  /** Wishes that a fault "once" has already failed. */
  failedOnce: Set<string>;
};

export function newState(options: { latency: Latency; key: string | undefined }): State {
  return {
    ...options,
    issuedKeys: new Set(),
    codes: new Map(),
    ledger: [],
    generations: new Map(),
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

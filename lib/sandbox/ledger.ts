import type { Exchange, PaidExchange } from "./exchange";
import type { LookUp } from "./faults/rule";
import type { Finish } from "./job";
import { newGenerationId } from "./state";

/** One paid call as the upstream saw it: the truth that a client's own books are checked against. */
export type LedgerLine = {
  /** Generation id, `gen-…`. */
  id: string;
  /** Arrival, ISO 8601. */
  at: string;
  /** `/images` or `/chat/completions`. */
  route: string;
  /** Model as asked for; empty when the call was refused before its body was read. */
  model: string;
  sessionId: string | null;
  user: string | null;
  charged: boolean;
  /** US dollars; 0 when not charged. */
  cost: number;
  /** Pictures finished, delivered or not. */
  images: number;
  /** Whether the whole answer, error or not, was written and the connection ended in order. */
  delivered: boolean;
  fault?: string;
};

/** What `GET /generation` tells about a finished call (CONTRACT §6). */
export type GenerationRecord = {
  line: LedgerLine;
  providerName: string;
  promptTokens: number;
  /** Of the pictures alone. */
  imageTokens: number;
  /** Of everything answered. */
  completionTokens: number;
  /** The model that answered: a router's line in the ledger keeps the router's name. */
  model: string;
  finish: Finish | { finish_reason: "error"; native_finish_reason: null };
  references: number;
  streamed: boolean;
  cancelled: boolean;
  /** Milliseconds from arrival to the finished picture. */
  took: number;
  /** Unix milliseconds before which a look-up answers 404. */
  visibleFrom: number;
  /** The call whose answer came from the response cache; null: a model made it. */
  cachedFrom: string | null;
  /** What a fault makes of the look-up. */
  lookUp: LookUp | undefined;
};

/** Opens the line of a call that has just arrived. */
export function openLine({ state, response }: Exchange, route: string): LedgerLine {
  const line: LedgerLine = {
    id: newGenerationId(),
    at: new Date().toISOString(),
    route,
    model: "",
    sessionId: null,
    user: null,
    charged: false,
    cost: 0,
    images: 0,
    delivered: false,
  };
  state.ledger.push(line);
  response.once("finish", () => {
    line.delivered = true;
  });
  return line;
}

/** Writes down who asked for what, once the body has been read. */
export function noteInLedger(
  { line, request }: PaidExchange,
  body: { model: string; session_id?: string | undefined; user?: string | undefined },
) {
  const header = request.headers["x-session-id"];
  line.model = body.model;
  line.sessionId = body.session_id ?? (typeof header === "string" ? header : null);
  line.user = body.user ?? null;
}

import { formatUsd, toNano } from "@/lib/money";
import type { Answer } from "./answer";
import type { Transport } from "./catalog-schema";
import { EMPTY } from "./empty-rules";
import { type Facts, GOES_ON, type Next, RULES, SENT_AGAIN } from "./error-rules";
import type { WireError } from "./wire-error";

export interface Refusal {
  code: string;
  /** What happened, whether money was spent, what to do. Plain text; may quote the upstream. */
  message: string;
  next: Next;
  /** Milliseconds to wait, where the answer says so. */
  retryAfter: number | null;
  /** What is said to have cost nothing is to be confirmed by a look-up. */
  verify: boolean;
}

export interface Refused {
  transport: Transport;
  status: number;
  headers: Record<string, string>;
  /** Null: the body holds no error envelope (HTML, plain text, nothing). */
  error: WireError | null;
  /** US dollars, where the answer names them. */
  cost?: number | null;
}

/** What is known of the money, as a sentence. */
export const NOT_CHARGED = "Nothing was charged.";
export const MAYBE_CHARGED = "OpenRouter may or may not have charged for it.";
export const charged = (usd: number): string => `OpenRouter charged ${formatUsd(toNano(usd) ?? 0)} for it.`;

/** Decides, by type and metadata before status, what an answer without a picture means. */
export function classify({ transport, status, headers, error, cost = null }: Refused): Refusal {
  const facts = factsOf(transport, status, error);
  const rule = firstOf(RULES, facts);
  const say = (part: typeof rule.what) => (typeof part === "string" ? part : part(facts));
  // The Image API bills only what it completed. Chat bills what its model has done by the time it fails: what came inside
  // a 200 had begun, and a 5xx may have. A 503 is given before any provider is asked, or after all of them refused.
  const begun = status < 300 || (status >= 500 && !(status === 503 && facts.enveloped));
  const doubtful = cost === null && transport === "chat" && begun;
  // A stream of the Image API that failed on its way is documented to be free; sending it again is a person's decision.
  const onItsWay = status < 300 && /event-stream/i.test(headers["content-type"] ?? "");
  const next = doubtful ? "unknown" : onItsWay && rule.next === "retry" ? "fail" : rule.next;
  const wait = waitOf(facts, headers["retry-after"]);
  return refusal({ code: rule.code, what: say(rule.what), todo: say(rule.todo), next, cost }, error && quoted(error), {
    retryAfter: next === "retry" || next === "pause" ? wait : null,
    verify: rule.verify || onItsWay,
  });
}

/** What a whole answer without a picture and without an error means. */
export function classifyEmpty(
  transport: Transport,
  answer: Pick<Answer, "addresses" | "finishReason" | "text" | "cost">,
): Refusal {
  const { code, what, todo } = firstOf(EMPTY, answer);
  // On chat the words, the thinking and even nothing at all are billed; an address may stand for a picture that is.
  const doubtful = answer.cost === null && (transport === "chat" || answer.addresses.length > 0);
  return refusal({ code, what, todo, next: doubtful ? "unknown" : "fail", cost: answer.cost }, null, {
    retryAfter: null,
    verify: answer.cost === null,
  });
}

function firstOf<F, R extends { when: (facts: F) => boolean }>(rules: R[], facts: F): R {
  const rule = rules.find(({ when }) => when(facts));
  if (!rule) throw new Error("The last rule fits everything.");
  return rule;
}

function refusal(
  { code, what, todo, next, cost }: { code: string; what: string; todo: string; next: Next; cost: number | null },
  quote: string | null,
  rest: Pick<Refusal, "retryAfter" | "verify">,
): Refusal {
  const money = cost ? charged(cost) : next === "unknown" && cost === null ? MAYBE_CHARGED : NOT_CHARGED;
  // What was paid for is never sent again by itself, and what was named has no riddle left.
  const then = cost || (cost === 0 && next === "unknown") ? "fail" : next;
  return {
    ...rest,
    code,
    next: then,
    message: [what, money, advised(todo, then), quote && `It said: “${quote}”`].filter(Boolean).join(" "),
  };
}

/** What to do, where nothing goes on by itself. */
const advised = (todo: string, next: Next): string =>
  next === "retry" || next === "pause"
    ? todo
    : todo.replace(SENT_AGAIN, "Generate it again when you like: it is paid for anew.").replace(GOES_ON, "");

function factsOf(transport: Transport, status: number, error: WireError | null): Facts {
  // With 200 the envelope's own number is the status; events carry words instead.
  const inner = Number(error?.code);
  return {
    transport,
    status: status < 300 && inner >= 300 && inner < 600 ? inner : status,
    enveloped: error !== null,
    type: error?.type ?? (typeof error?.code === "string" ? error.code : ""),
    text: error ? textOf(error).toLowerCase() : "",
    metadata: error?.metadata ?? {},
    retryable: error?.availability?.retryable ?? false,
    suggested: error?.availability?.fallbackModels ?? [],
  };
}

function textOf({ message, metadata, type, code }: WireError): string {
  try {
    return JSON.stringify([message, metadata, type, code]);
  } catch {
    // Nested deeper than the stack.
    return message;
  }
}

/** The upstream's own words, with the reasons of a moderation and the step of a routing, short enough to show. */
function quoted({ message, metadata }: WireError): string {
  const reasons = Array.isArray(metadata.reasons) ? metadata.reasons : [];
  const more = [...reasons, metadata.failed_routing_step, metadata.raw].filter((part) => typeof part === "string");
  const text = [message, ...more].join(" · ").replace(/\s+/g, " ").trim();
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

const SECOND = 1000;
const LONGEST = 15 * 60 * SECOND;
const MONTH = 31 * 24 * 60 * 60 * SECOND;

/** A spent budget says when its next period begins; everything else waits as the header says. */
function waitOf({ metadata }: Facts, header: string | undefined): number | null {
  const until = metadata.resets_at;
  const wait = typeof until === "string" || typeof until === "number" ? new Date(until).getTime() - Date.now() : null;
  return wait !== null && wait > 0 ? Math.min(wait, MONTH) : retryAfter(header);
}

/** `Retry-After` in seconds or as a date, clamped to 1 s … 15 min; null where there is none or it is nonsense. */
export function retryAfter(header: string | undefined, now = Date.now()): number | null {
  if (!header) return null;
  const wait = /^\s*-?\d+(\.\d+)?\s*$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, SECOND), LONGEST) : null;
}

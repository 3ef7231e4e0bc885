import type { WireError } from "./images-answer";

/** What to do after an answer without a picture. */
export type Next =
  /** Nothing was charged; a person decides what comes next. */
  | "fail"
  /** Nothing was charged; the same request may be sent again later. */
  | "retry"
  /** Nothing was charged, and every request with this key would be refused alike. */
  | "pause"
  /** It cannot be known whether it was charged. */
  | "unknown";

export interface Refusal {
  code: string;
  /** What happened, whether money was spent, what to do. Plain text; may quote the upstream. */
  message: string;
  next: Next;
  /** Milliseconds to wait, where the answer says so. */
  retryAfter: number | null;
  /** The provider had begun: the documentation says that this costs nothing, a look-up confirms it. */
  verify: boolean;
}

export interface Refused {
  status: number;
  headers: Record<string, string>;
  /** Null: the body holds no error envelope (HTML, plain text, nothing). */
  error: WireError | null;
}

interface Rule {
  code: string;
  when: (facts: Facts) => boolean;
  next: Next;
  says: string;
  verify?: boolean;
}

interface Facts {
  status: number;
  enveloped: boolean;
  type: string;
  /** Lower-cased message, raw provider text and codes: where refusals hide. */
  text: string;
  metadata: Record<string, unknown>;
}

const NOTHING_CHARGED = "Nothing was charged.";
const MAYBE_CHARGED = "OpenRouter may or may not have charged for it; the charge is being looked up.";

// First match wins. Types and texts come before statuses: the same refusal arrives as 400, 403, 422, 502 or 200.
// Sources: OpenRouter's documentation of errors (August 2026) and answers recorded in public issues.
const RULES: Rule[] = [
  {
    code: "moderation",
    when: ({ type, text, metadata }) =>
      /content_policy|refusal/.test(type) ||
      Array.isArray(metadata.reasons) ||
      /moderation|safety (system|filter|violation)|safety_violations|content policy/.test(text),
    next: "fail",
    says: `The provider refused the prompt or a reference image. ${NOTHING_CHARGED} Change the wording or try another model.`,
    verify: true,
  },
  {
    code: "unauthorized",
    when: ({ status }) => status === 401,
    next: "pause",
    says: `OpenRouter does not accept the key. ${NOTHING_CHARGED} Check OPENROUTER_API_KEY and start again.`,
  },
  {
    code: "in_flight_budget",
    when: ({ status, text }) => status === 402 && text.includes("openrouter_in_flight_budget"),
    next: "retry",
    says: `Too much is running at once for the credit left. ${NOTHING_CHARGED} It is sent again by itself.`,
  },
  {
    code: "over_budget",
    when: ({ status, text }) => status === 402 && text.includes("weight_exceeds_budget"),
    next: "fail",
    says: `This one request costs more than the key's budget. ${NOTHING_CHARGED} Raise the budget or ask for less.`,
  },
  {
    code: "no_credits",
    when: ({ status }) => status === 402,
    next: "pause",
    says: `The OpenRouter account is out of credit. ${NOTHING_CHARGED} Add credit at https://openrouter.ai/credits; it then goes on by itself.`,
  },
  {
    code: "privacy",
    when: ({ text }) => /guardrail restrictions and data policy|data policy/.test(text),
    next: "fail",
    says: `The account's privacy settings leave no provider for this model. ${NOTHING_CHARGED} See https://openrouter.ai/settings/privacy.`,
  },
  {
    code: "forbidden",
    when: ({ status }) => status === 403,
    next: "fail",
    says: `OpenRouter refused the request. ${NOTHING_CHARGED} Check the key's limits and guardrails.`,
  },
  {
    code: "too_large",
    when: ({ status, type }) => status === 413 || type === "image_too_large",
    next: "fail",
    says: `The request is too large. ${NOTHING_CHARGED} Use fewer or smaller reference images.`,
  },
  {
    code: "rate_limited",
    when: ({ status, type }) => status === 429 || type === "rate_limit_exceeded",
    next: "retry",
    says: `The model is busy: too many requests. ${NOTHING_CHARGED} It is sent again by itself.`,
  },
  {
    code: "model_unavailable",
    when: ({ status, text }) => status === 404 || text.includes("not a valid model id"),
    next: "fail",
    says: `OpenRouter has no provider for this model with these settings. ${NOTHING_CHARGED} Choose another model or other settings.`,
  },
  {
    code: "redirected",
    when: ({ status }) => status >= 300 && status < 400,
    next: "fail",
    says: `The server answered with another address, which is not followed. ${NOTHING_CHARGED} Check OPENROUTER_BASE_URL.`,
  },
  {
    code: "timeout",
    when: ({ status }) => status === 408 || status === 504 || (status >= 520 && status <= 529),
    next: "unknown",
    says: `No answer came in time. ${MAYBE_CHARGED}`,
  },
  {
    code: "invalid_request",
    when: ({ status, type }) => (status >= 400 && status < 500) || /^invalid_|unsupported_/.test(type),
    next: "fail",
    says: `The provider does not take this request. ${NOTHING_CHARGED} Change the settings named below.`,
  },
  {
    code: "overloaded",
    when: ({ status, enveloped }) => status === 503 && enveloped,
    next: "retry",
    says: `No provider is free for this model. ${NOTHING_CHARGED} It is sent again by itself.`,
  },
  {
    code: "provider_error",
    when: ({ enveloped }) => enveloped,
    next: "fail",
    says: `The provider failed to make the picture. ${NOTHING_CHARGED} Try again, or choose another model.`,
    verify: true,
  },
];

const UNREADABLE: Omit<Rule, "when"> = {
  code: "unreadable",
  next: "unknown",
  says: `The answer was not one of OpenRouter's. ${MAYBE_CHARGED}`,
};

/** Decides, by type and metadata before status, what an answer without a picture means. */
export function classify({ status, headers, error }: Refused): Refusal {
  // With 200 the envelope's own number is the status; events carry words instead.
  const inner = Number(error?.code);
  const facts: Facts = {
    status: status < 300 && inner >= 300 && inner < 600 ? inner : status,
    enveloped: error !== null,
    type: error?.type ?? (typeof error?.code === "string" ? error.code : ""),
    text: JSON.stringify([error?.message, error?.metadata, error?.type]).toLowerCase(),
    metadata: error?.metadata ?? {},
  };
  const rule = RULES.find(({ when }) => when(facts)) ?? UNREADABLE;
  const quote = error && quoted(error);
  return {
    code: rule.code,
    message: quote ? `${rule.says} It said: “${quote}”` : rule.says,
    next: rule.next,
    retryAfter: rule.next === "retry" || rule.next === "pause" ? retryAfter(headers["retry-after"]) : null,
    verify: rule.verify ?? false,
  };
}

/** The upstream's own words, with the reasons of a moderation, short enough to show. */
function quoted(error: WireError): string {
  const reasons = Array.isArray(error.metadata.reasons)
    ? error.metadata.reasons.filter((r) => typeof r === "string")
    : [];
  const text = [error.message, ...reasons].join(" · ").replace(/\s+/g, " ").trim();
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

const SECOND = 1000;
const LONGEST = 15 * 60 * SECOND;

/** `Retry-After` in seconds or as a date, clamped to 1 s … 15 min; null where there is none or it is nonsense. */
export function retryAfter(header: string | undefined, now = Date.now()): number | null {
  if (!header) return null;
  const wait = /^\s*-?\d+(\.\d+)?\s*$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, SECOND), LONGEST) : null;
}

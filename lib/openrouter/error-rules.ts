import type { Transport } from "./catalog-schema";
import { OPENROUTER_SETTINGS as AT } from "./links";

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

/** An error as the rules look at it. */
export interface Facts {
  transport: Transport;
  /** The status; of an error inside a 200 the envelope's own number. */
  status: number;
  /** The body holds OpenRouter's error envelope. */
  enveloped: boolean;
  /** OpenRouter's `error_type`, or the word that stands for a code. */
  type: string;
  /** Lower-cased message, raw provider text and codes: where refusals hide. */
  text: string;
  metadata: Record<string, unknown>;
  /** The router says that the same request may succeed shortly. */
  retryable: boolean;
  /** Models that the router suggests instead. */
  suggested: string[];
}

export interface Rule {
  code: string;
  when: (facts: Facts) => boolean;
  next: Next;
  /** What happened: one sentence. */
  what: string | ((facts: Facts) => string);
  /** What to do: one sentence, with the page of OpenRouter's that it needs. */
  todo: string | ((facts: Facts) => string);
  /** The provider had begun: the documentation says that this costs nothing, a look-up confirms it. */
  verify?: boolean;
}

/** A word or a number of the metadata. Of some objects no text can be made, so none is tried. */
const word = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const source = ({ metadata }: Facts) => word(metadata.limit_source);
/** Left out where nothing is paused. */
export const GOES_ON = "; it then goes on by itself";
/** Replaced where it was tried often enough. */
export const SENT_AGAIN = "It is sent again by itself.";
const IMAGE_LIMIT = /supports (?:0~|up to |at most )(\d{1,4}) image|at most (\d{1,4}) (?:input |reference )?images/;

/**
 * First match wins. Types and texts come before statuses: the same refusal arrives as 400, 403, 422, 502 or 200. Sources:
 * OpenRouter's pages on errors and limits (August 2026) and answers recorded in public issues.
 */
export const RULES: Rule[] = [
  {
    code: "wrong_modalities",
    when: ({ transport, text }) => transport === "chat" && text.includes("support the requested output modalities"),
    next: "retry",
    // The same words also come when one of the settings is the reason.
    what: "OpenRouter found no provider for a picture with words, or for one of the settings.",
    todo: SENT_AGAIN,
  },
  {
    code: "key_limit",
    when: (facts) =>
      source(facts) === "openrouter_key_limit" ||
      (/^40[23]$/.test(String(facts.status)) && /settings\/keys|key limit|monthly limit/.test(facts.text)),
    next: "pause",
    what: "The key has spent all that it may.",
    todo: `Raise its limit at ${AT.keys}${GOES_ON}.`,
  },
  {
    code: "budget",
    when: (facts) => facts.status === 403 && (/_budget$/.test(source(facts)) || facts.metadata.resets_at !== undefined),
    next: "pause",
    what: "A budget of the OpenRouter account is spent.",
    todo: ({ metadata }) => {
      const time = new Date(word(metadata.resets_at));
      const when = Number.isNaN(time.getTime())
        ? "in its next period"
        : `on ${time.toISOString().slice(0, 16).replace("T", " at ")} UTC`;
      return `It goes on by itself ${when}, or once the budget is raised.`;
    },
  },
  {
    code: "tools_unsupported",
    when: ({ text }) => text.includes("support tool use"),
    next: "fail",
    what: "OpenRouter adds tools to the request, and this model takes none.",
    todo: `Switch off default plugins and presets at ${AT.home}.`,
  },
  {
    code: "references_unsupported",
    when: ({ text }) => text.includes("support image input"),
    next: "fail",
    what: "No provider of this model takes reference images now.",
    todo: "Remove them, or choose another model.",
  },
  {
    code: "privacy",
    when: ({ text }) => /guardrail restrictions|data policy/.test(text),
    next: "fail",
    what: "The account's privacy and guardrail settings leave no provider for this model.",
    todo: `Allow one at ${AT.privacy}, or choose another model.`,
  },
  {
    code: "guardrail",
    when: ({ text, metadata }) => Array.isArray(metadata.patterns) || text.includes("request blocked"),
    next: "fail",
    what: "A guardrail of the OpenRouter account blocked the request before it reached a provider.",
    todo: `Change the wording, or the guardrail at ${AT.privacy}.`,
  },
  {
    code: "moderation",
    when: ({ type, text, metadata }) =>
      /content_policy|refusal|content_filter/.test(type) ||
      Array.isArray(metadata.reasons) ||
      /moderation_blocked|requires moderation|was flagged|safety (system|filter|violation|polic)|safety_violations/.test(
        text,
      ) ||
      /content[ _]policy|content_filter|prohibited_content|image_(safety|recitation)/.test(text),
    next: "fail",
    what: "The provider refused the prompt or a reference image.",
    todo: "Change the wording or try another model.",
    verify: true,
  },
  {
    code: "region",
    when: ({ status, text }) =>
      status === 451 || (status === 403 && /\b(region|country|territory|location)\b/.test(text)),
    next: "fail",
    what: "The model is not offered where this server stands.",
    todo: "Choose another model or provider.",
  },
  {
    code: "unauthorized",
    when: ({ status, type }) => status === 401 || type === "authentication",
    next: "pause",
    what: "OpenRouter does not accept the key.",
    // Where to replace it depends on whose it is, which is not known here.
    todo: "",
  },
  {
    code: "in_flight_budget",
    when: ({ status, text }) => status === 402 && /in_flight_budget/.test(text),
    next: "retry",
    what: "Too much is running at once for the credit left.",
    todo: SENT_AGAIN,
  },
  {
    code: "over_budget",
    when: ({ status, text }) => status === 402 && text.includes("weight_exceeds_budget"),
    next: "fail",
    what: "This one request may cost more than the credit left allows.",
    todo: `Ask for less, or add credit at ${AT.credits}.`,
  },
  {
    code: "max_tokens",
    when: ({ type, text }) => type === "token_limit_exceeded" || /fewer max_tokens|can only afford/.test(text),
    next: "fail",
    what: ({ text }) => {
      const [, tokens] = /can only afford (\d{1,9})\b/.exec(text) ?? [];
      return `The credit left covers ${tokens ? `${tokens} tokens` : "fewer tokens"}, less than such a request sets aside.`;
    },
    todo: `Add credit at ${AT.credits}.`,
  },
  {
    code: "no_credits",
    when: ({ status, type }) => status === 402 || type === "payment_required" || type === "insufficient_credits",
    next: "pause",
    what: "The OpenRouter account is out of credit.",
    todo: `Add some at ${AT.credits}${GOES_ON}.`,
  },
  {
    code: "forbidden",
    when: ({ status, type }) => status === 403 || type === "permission_denied",
    next: "fail",
    what: "OpenRouter does not allow this request with this key.",
    todo: `Look at what the key may do at ${AT.keys}.`,
  },
  {
    code: "too_many_references",
    when: ({ status, text }) => status < 500 && IMAGE_LIMIT.test(text),
    next: "fail",
    what: ({ text }) => {
      const [, a, b] = IMAGE_LIMIT.exec(text) ?? [];
      return `The provider takes at most ${a ?? b} reference images, fewer than the model declares.`;
    },
    todo: "Remove the last ones.",
  },
  {
    code: "too_large",
    when: ({ status, type, text }) =>
      status === 413 || /^(image|payload)_too_large$/.test(type) || text.includes("request entity too large"),
    next: "fail",
    what: "The request is too large.",
    todo: "Use fewer or smaller reference images.",
  },
  {
    code: "image_too_small",
    when: ({ type }) => type === "image_too_small",
    next: "fail",
    what: "A reference image is too small for the provider.",
    todo: "Use a larger one.",
  },
  {
    code: "unsupported_image_format",
    when: ({ type }) => type === "unsupported_image_format",
    next: "fail",
    what: "The provider does not read this kind of reference image.",
    todo: "Use a PNG or a JPEG, or choose another model.",
  },
  {
    code: "download_failed",
    when: ({ type }) => type === "image_download_failed" || type === "image_not_found",
    next: "fail",
    what: "The provider could not fetch a file from its address.",
    todo: "Check the addresses among the settings.",
  },
  {
    code: "invalid_image",
    when: ({ type }) => type === "invalid_image",
    next: "fail",
    what: "The provider cannot read a reference image.",
    todo: "Save it anew, or use another one.",
  },
  {
    code: "too_long",
    when: ({ type, text }) =>
      /^(context_length_exceeded|string_too_long)$/.test(type) || text.includes("maximum context length"),
    next: "fail",
    what: "The prompt is longer than the model reads.",
    todo: "Shorten it, or use fewer reference images.",
  },
  {
    code: "cut_short",
    when: ({ type }) => type === "max_tokens_exceeded",
    next: "fail",
    what: "The answer reached its greatest length before a picture came.",
    todo: "Ask for a smaller picture or less detail.",
    verify: true,
  },
  {
    code: "rate_limited",
    when: ({ status, type }) => status === 429 || type === "rate_limit_exceeded",
    next: "retry",
    what: "The model is busy: too many requests.",
    todo: SENT_AGAIN,
  },
  {
    code: "overloaded",
    when: ({ status, type, enveloped, retryable }) =>
      retryable || type === "provider_overloaded" || ((status === 503 || status === 529) && enveloped),
    next: "retry",
    what: "No provider is free for this model.",
    todo: SENT_AGAIN,
  },
  {
    code: "model_unavailable",
    when: ({ status, text, suggested }) =>
      status === 404 || status === 410 || suggested.length > 0 || text.includes("not a valid model id"),
    next: "fail",
    what: "OpenRouter has no provider for this model with these settings.",
    todo: ({ suggested }) =>
      suggested.length > 0
        ? `OpenRouter suggests ${suggested
            .slice(0, 3)
            .map((id) => id.slice(0, 100))
            .join(", ")} instead; prices may differ.`
        : "Choose another model or other settings.",
  },
  {
    code: "redirected",
    when: ({ status }) => status >= 300 && status < 400,
    next: "fail",
    what: "The server answered with another address, which is not followed.",
    todo: "Check OPENROUTER_BASE_URL.",
  },
  {
    code: "timeout",
    when: ({ status, type }) =>
      status === 408 || status === 504 || (status >= 520 && status <= 529) || type === "timeout",
    next: "unknown",
    what: "No answer came in time.",
    todo: "",
  },
  {
    code: "invalid_request",
    when: ({ status, type }) => (status >= 400 && status < 500) || /^invalid_|^unprocessable$|unsupported_/.test(type),
    next: "fail",
    what: "The provider does not take this request.",
    todo: "Change the settings named below.",
  },
  {
    code: "provider_error",
    when: ({ enveloped }) => enveloped,
    next: "fail",
    what: "The provider failed.",
    todo: "Try again, or choose another model.",
    verify: true,
  },
  {
    code: "unreadable",
    when: () => true,
    next: "unknown",
    what: "The answer was not one of OpenRouter's.",
    todo: "",
  },
];

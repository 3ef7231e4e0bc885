import "server-only";
import { EgressError, reasonOf } from "@/lib/egress";
import type { Said } from "./answer";
import { ChatAnswer } from "./chat-answer";
import { GOES_ON, SENT_AGAIN } from "./error-rules";
import { charged, classify, MAYBE_CHARGED, NOT_CHARGED, type Refusal } from "./errors";
import { jsonIn, type Posted, postOnce } from "./post-once";

export interface TextCall {
  baseUrl: string;
  apiKey: string;
  /** A model that writes. */
  model: string;
  system: string;
  text: string;
  picture?: { mediaType: string; bytes: Buffer } | undefined;
  maxTokens: number;
  /** Finds the call upstream: at most 256 characters. */
  sessionId: string;
  /** Cuts the line; what the model has written by then is charged. */
  signal?: AbortSignal | undefined;
}

export type TextAnswer = ({ ok: true; text: string } & Told) | ({ ok: false; refusal: Refusal } & Told);
type Told = Pick<Said, "cost" | "openrouterId" | "answeredBy" | "provider">;

/** Milliseconds; bytes. */
const TIMEOUT_MS = 120_000;
const ANSWER_MAX = 1_000_000;

/**
 * Has a text model write, once: it is paid for, so nothing here repeats it, and a refusal's `next` is never `retry`. Does
 * not throw for the line.
 */
export async function callText(call: TextCall): Promise<TextAnswer> {
  let openrouterId: string | null = null;
  try {
    const posted = await postOnce(`${call.baseUrl}/chat/completions`, {
      json: requestOf(call),
      headers: {
        authorization: `Bearer ${call.apiKey}`,
        "x-openrouter-title": "Proofsheet",
        "x-session-id": call.sessionId,
      },
      timeoutMs: TIMEOUT_MS,
      maxBytes: ANSWER_MAX,
      signal: call.signal,
      onHead: ({ headers }) => {
        openrouterId = headers["x-generation-id"]?.slice(0, 200) ?? null;
      },
    });
    return answerIn(posted, openrouterId);
  } catch (error) {
    const told = { cost: null, openrouterId, answeredBy: null, provider: null };
    return { ok: false, refusal: lost(error), ...told };
  }
}

function requestOf({ model, system, text, picture, maxTokens, sessionId }: TextCall) {
  const url = picture && `data:${picture.mediaType};base64,${picture.bytes.toString("base64")}`;
  const content = url
    ? [
        { type: "text", text },
        { type: "image_url", image_url: { url } },
      ]
    : text;
  return {
    model,
    messages: [
      { role: "system", content: system },
      { role: "user", content },
    ],
    max_tokens: maxTokens,
    session_id: sessionId,
  };
}

function answerIn({ status, headers, body }: Posted, id: string | null): TextAnswer {
  const answer = new ChatAnswer();
  answer.add({ value: jsonIn(body) });
  answer.end();
  const { text, error, cost, answeredBy, provider } = answer;
  const told = { cost, openrouterId: id ?? answer.openrouterId, answeredBy, provider };
  if (status === 200 && !error && text) return { ok: true, text, ...told };
  const empty = status === 200 && !error && answer.complete;
  const refusal = empty ? silent(cost) : once(classify({ transport: "chat", status, headers, error, cost }));
  return { ok: false, refusal, ...told };
}

const plain = { retryAfter: null, verify: false };

const silent = (cost: number | null): Refusal => ({
  ...plain,
  code: "no_text",
  next: cost === null ? "unknown" : "fail",
  message: `The model answered without a word. ${cost === null ? MAYBE_CHARGED : charged(cost)} Try another model.`,
});

/** Whoever asks decides whether it is asked again. */
const once = (refusal: Refusal): Refusal =>
  refusal.next === "retry" || refusal.next === "pause"
    ? {
        ...refusal,
        next: "fail",
        message: refusal.message.replace(SENT_AGAIN, "Try again later.").replace(GOES_ON, ""),
      }
    : refusal;

function lost(error: unknown): Refusal {
  const reason = error instanceof EgressError ? error.reason : reasonOf(error);
  return error instanceof EgressError && !error.sent
    ? {
        ...plain,
        code: "unreachable",
        next: "fail",
        message: `OpenRouter could not be reached (${reason}). ${NOT_CHARGED}`,
      }
    : {
        ...plain,
        code: "line_lost",
        next: "unknown",
        message: `The connection was lost before the words came (${reason}). ${MAYBE_CHARGED}`,
      };
}

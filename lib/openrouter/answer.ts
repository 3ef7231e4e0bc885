import type { Document } from "./answer-reader";
import type { Span } from "./json-skeleton";
import type { WireError } from "./wire-error";

/** Base64 of a picture, with or without a `data:` prefix: in the spool file, or short enough to be here. */
export type Payload = Span | string;

export interface AnsweredImage {
  payload: Payload;
  /** The type the answer claims; only a label. */
  label: string | null;
}

/** What an answer tells beside its pictures. Null: it does not say. */
export interface Said {
  /** US dollars. */
  cost: number | null;
  /** What the model said, 20,000 characters at most. */
  text: string | null;
  /** Why the model stopped: the provider's own word, else OpenRouter's. */
  finishReason: string | null;
  provider: string | null;
  /** The model that answered. */
  answeredBy: string | null;
  /** The id by which OpenRouter keeps the call. */
  openrouterId: string | null;
}

/** Gathers an answer, document by document, whichever transport it came by. Reads only what it needs; never throws. */
export interface Answer extends Said {
  readonly images: AnsweredImage[];
  /** Addresses that came in place of pictures. Nothing here ever fetches them. */
  readonly addresses: string[];
  readonly error: WireError | null;
  /** The answer is whole: it holds its pictures, says that there are none, or holds an error. */
  readonly complete: boolean;
  /** Takes the next document. Returns the picture when it is only a partial one. */
  add(document: Document): Payload | null;
  /** Nothing more comes. */
  end(): void;
}

export const TEXT_MAX = 20_000;

export const NOTHING_SAID: Said = {
  cost: null,
  text: null,
  finishReason: null,
  provider: null,
  answeredBy: null,
  openrouterId: null,
};

export const saidIn = ({ cost, text, finishReason, provider, answeredBy, openrouterId }: Said): Said => ({
  cost,
  text,
  finishReason,
  provider,
  answeredBy,
  openrouterId,
});

/** The address, where a picture is given by one. */
export const addressIn = (payload: Payload): string | null =>
  typeof payload === "string" && /^\s*https?:\/\//i.test(payload) ? payload.trim().slice(0, 2000) : null;

import { AnswerReader } from "./answer-reader";
import { Span } from "./json-skeleton";

/** Bytes of a shortened text, and of one that is no JSON. */
const LONGEST = 64 * 1024;
const PLAIN_LONGEST = 4 * 1024;

interface Piece {
  bytes: Buffer;
  /** Where its first byte lies in the file. */
  offset: number;
}

/**
 * A request or an answer as a person can read it, 64 kB at most: JSON indented, an event a line, and in place of each
 * picture how large it was. What is neither gives its first 4 kB.
 */
export async function shorten(pieces: AsyncIterable<Piece>, contentType: string | undefined): Promise<string> {
  const reader = new AnswerReader(contentType);
  const streamed = /^text\/event-stream\b/i.test(contentType ?? "");
  const texts: string[] = [];
  let length = 0;
  let plain = Buffer.alloc(0);
  let read = 0;
  const take = (documents: { value: unknown }[]) => {
    for (const { value } of documents) {
      if (value === undefined) continue;
      const text = JSON.stringify(value, withoutPictures, streamed ? 0 : 2);
      texts.push(streamed ? `data: ${text}` : text);
      length += text.length;
    }
  };
  for await (const { bytes, offset } of pieces) {
    read += bytes.length;
    if (plain.length < PLAIN_LONGEST) plain = Buffer.concat([plain, bytes.subarray(0, PLAIN_LONGEST)]);
    take(reader.push(bytes, offset));
    if (length > LONGEST) break;
  }
  take(reader.end());
  const text = Buffer.from(texts.join("\n\n"));
  return texts.length > 0 ? cut(text, LONGEST, text.length) : cut(plain, PLAIN_LONGEST, read);
}

const PICTURE = /^\s*data:[\w./+-]*;base64,|^[\w+/=\r\n-]+$/;
/** Characters from which on base64 is no name or word. */
const WORTH_CUTTING = 200;

function withoutPictures(_key: string, value: unknown): unknown {
  if (value instanceof Span) return described(value.head, value.end - value.start);
  return typeof value === "string" && value.length > WORTH_CUTTING && PICTURE.test(value)
    ? described(value, value.length)
    : value;
}

const described = (head: string, characters: number): string =>
  PICTURE.test(head) ? `[picture, ${sized(characters)} of base64]` : `[text, ${sized(characters)}]`;

const sized = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** The first `bytes` of a text of `all`, and what is missing. */
function cut(text: Buffer, bytes: number, all: number): string {
  if (all <= bytes) return text.toString("utf8");
  const more = ` … and ${sized(all - bytes)} more`;
  return `${text.toString("utf8", 0, bytes - more.length - 4).replace(/\uFFFD+$/, "")}${more}`;
}

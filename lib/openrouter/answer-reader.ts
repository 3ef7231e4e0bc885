import { JsonSkeleton } from "./json-skeleton";

/** One JSON document of an answer: the body, or one event of a stream. Long strings are `Span`s. */
export interface Document {
  /** Undefined: the text is not JSON. */
  value: unknown;
}

const LF = 0x0a;
const CR = 0x0d;
const DATA = Buffer.from("data:");
const DONE = "[DONE]";
/** A line's first bytes, enough to know what it is. */
const PREFIX = 16;

/** White space and the bytes of a byte order mark. */
const BLANK = new Set(Buffer.from(" \t\r\n\uFEFF"));
const DOCUMENT = new Set(Buffer.from("{["));
/** A comment, or `data`, `event`, `id`, `retry`. */
const EVENTS = new Set(Buffer.from(":deir"));

/**
 * Splits an answer into its JSON documents while it streams to the spool file. Which kind it is, one document or server-
 * sent events, is told by its first byte, not by what was asked for, since providers that cannot stream answer plain JSON,
 * and only for want of a telling one by the Content-Type, which lies at times.
 */
export class AnswerReader {
  private readonly streamed: boolean;
  /** Null: events. Undefined: not known yet. */
  private whole: JsonSkeleton | null | undefined;
  private event = new JsonSkeleton();
  /** The beginning of the current line until it is known what line it is; null: known. */
  private prefix: Buffer | null = Buffer.alloc(0);
  private inData = false;
  private lastWasCr = false;

  constructor(contentType: string | undefined) {
    this.streamed = /^text\/event-stream\b/i.test(contentType ?? "");
  }

  /** Reads `chunk`, whose first byte lies at `offset` in the spool file; returns the documents that it completes. */
  push(chunk: Buffer, offset: number): Document[] {
    if (this.whole === undefined) {
      const first = chunk.findIndex((byte) => !BLANK.has(byte));
      if (first === -1) return [];
      this.whole = this.isDocument(chunk[first] ?? 0) ? new JsonSkeleton() : null;
      return this.push(chunk.subarray(first), offset + first);
    }
    if (this.whole) {
      this.whole.push(chunk, offset);
      return [];
    }
    const documents: Document[] = [];
    let at = 0;
    while (at < chunk.length) {
      const end = lineEnd(chunk, at);
      const to = end === -1 ? chunk.length : end;
      if (to > at) this.readLine(chunk.subarray(at, to), offset + at);
      if (end === -1) break;
      // CRLF is one line end, also when the two bytes come in two chunks.
      const secondHalf = chunk[end] === LF && this.lastWasCr && to === at;
      this.lastWasCr = chunk[end] === CR;
      if (!secondHalf) documents.push(...this.endLine());
      at = end + 1;
    }
    return documents;
  }

  /** To be called when the body is over; returns what was still open. */
  end(): Document[] {
    if (this.whole) return [{ value: parse(this.whole) }];
    if (this.whole === undefined && !this.streamed) return [{ value: undefined }];
    return [...this.endLine(), ...this.endEvent()];
  }

  private isDocument(first: number): boolean {
    return DOCUMENT.has(first) || !(this.streamed || EVENTS.has(first));
  }

  private readLine(bytes: Buffer, offset: number): void {
    this.lastWasCr = false;
    if (this.prefix === null) {
      if (this.inData) this.event.push(bytes, offset);
      return;
    }
    const line = Buffer.concat([this.prefix, bytes]);
    if (line.length < PREFIX) {
      this.prefix = line;
      return;
    }
    const start = offset - this.prefix.length;
    this.prefix = null;
    this.openLine(line, start);
  }

  private openLine(line: Buffer, start: number): void {
    this.inData = line.subarray(0, DATA.length).equals(DATA);
    if (!this.inData) return;
    const content = line.subarray(DATA.length);
    // Streams also end without it: only their events tell whether they are whole.
    if (content.toString("latin1").trim() !== DONE) this.event.push(content, start + DATA.length);
  }

  private endLine(): Document[] {
    const prefix = this.prefix;
    this.prefix = Buffer.alloc(0);
    this.inData = false;
    if (prefix === null) return [];
    if (prefix.length === 0) return this.endEvent();
    // A line shorter than the prefix: no long string begins in it, so its place in the file does not matter.
    this.openLine(prefix, 0);
    this.inData = false;
    return [];
  }

  private endEvent(): Document[] {
    if (!this.event.begun) return [];
    const event = this.event;
    this.event = new JsonSkeleton();
    return [{ value: parse(event) }];
  }
}

function lineEnd(chunk: Buffer, from: number): number {
  const lf = chunk.indexOf(LF, from);
  const cr = chunk.subarray(from, lf === -1 ? undefined : lf).indexOf(CR);
  return cr === -1 ? lf : from + cr;
}

function parse(skeleton: JsonSkeleton): unknown {
  try {
    return skeleton.finish();
  } catch {
    return undefined;
  }
}

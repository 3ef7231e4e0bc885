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

/**
 * Splits an answer into its JSON documents while it streams to the spool file. Which kind it is, one document or server-
 * sent events, is told by the Content-Type, not by what was asked for: providers that cannot stream answer plain JSON.
 */
export class AnswerReader {
  private readonly whole: JsonSkeleton | null;
  private event = new JsonSkeleton();
  /** The beginning of the current line until it is known what line it is; null: known. */
  private prefix: Buffer | null = Buffer.alloc(0);
  private inData = false;
  private lastWasCr = false;

  constructor(contentType: string | undefined) {
    this.whole = /^text\/event-stream\b/i.test(contentType ?? "") ? null : new JsonSkeleton();
  }

  /** Reads `chunk`, whose first byte lies at `offset` in the spool file; returns the documents that it completes. */
  push(chunk: Buffer, offset: number): Document[] {
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
    return [...this.endLine(), ...this.endEvent()];
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
    const from = line.indexOf("\uFEFF") === 0 ? 3 : 0;
    this.inData = line.subarray(from, from + DATA.length).equals(DATA);
    if (!this.inData) return;
    const content = line.subarray(from + DATA.length);
    // Streams also end without it: only their events tell whether they are whole.
    if (content.toString("latin1").trim() !== DONE) this.event.push(content, start + from + DATA.length);
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

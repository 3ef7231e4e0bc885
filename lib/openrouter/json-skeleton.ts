/** A long string of an answer, by its bytes in the spool file: from `start` up to, not including, `end`. */
export class Span {
  constructor(
    readonly start: number,
    readonly end: number,
    /** Its first bytes: enough to tell a picture from words. */
    readonly head = "",
  ) {}
}

/** Bytes of a `Span`'s head. */
const HEAD = 32;

/** Strings up to this many bytes stay in the document; a picture of any use is longer. */
const SHORT = 64 * 1024;
/** Bytes of a document without its long strings. */
const SKELETON_MAX = 8 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MARK = "\0span:";

/**
 * Reads one JSON document as it streams past and keeps only its skeleton: each long string is left where it lies in the
 * spool file and stands in the result as a `Span`. So an answer of 100 MB costs kilobytes of memory.
 */
export class JsonSkeleton {
  /** The skeleton is the first `size` bytes. One buffer: a document of tiny strings would make millions of small ones. */
  private text = Buffer.alloc(1024);
  private size = 0;
  private readonly spans: Span[] = [];
  private inString = false;
  private escaped = false;
  /** Where the current string's content begins in the spool file. */
  private stringStart = 0;
  /** Where the current string's content begins in the skeleton, until it is known to be long; null: it is long. */
  private keptFrom: number | null = null;
  /** The first bytes of the current string, once it is known to be long. */
  private head = "";
  private tooLarge = false;

  /** True once a byte was read. */
  get begun(): boolean {
    return this.size > 0 || this.inString;
  }

  /** Reads `chunk`, whose first byte lies at `offset` in the spool file. */
  push(chunk: Buffer, offset: number): void {
    let at = 0;
    while (at < chunk.length) {
      at = this.inString ? this.readString(chunk, at, offset) : this.readBetween(chunk, at, offset);
    }
  }

  /**
   * The document, its long strings as `Span`. Throws `SyntaxError` where the text is not (or not yet) JSON, `RangeError`
   * where there is more of it than of any answer's.
   */
  finish(): unknown {
    if (this.tooLarge) throw new RangeError("The answer has more text than any answer should.");
    if (this.inString) throw new SyntaxError("The document ends within a string.");
    return JSON.parse(this.text.toString("utf8", 0, this.size), (_key, value: unknown) =>
      typeof value === "string" && value.startsWith(MARK)
        ? (this.spans[Number(value.slice(MARK.length))] ?? value)
        : value,
    );
  }

  private readBetween(chunk: Buffer, from: number, offset: number): number {
    const quote = chunk.indexOf(QUOTE, from);
    const to = quote === -1 ? chunk.length : quote + 1;
    this.keep(chunk.subarray(from, to));
    if (quote !== -1) {
      this.inString = true;
      this.stringStart = offset + to;
      this.keptFrom = this.size;
    }
    return to;
  }

  private readString(chunk: Buffer, from: number, offset: number): number {
    const end = this.endOfString(chunk, from);
    const to = end === -1 ? chunk.length : end;
    this.keepShort(chunk.subarray(from, to));
    if (end === -1) return to;
    if (this.keptFrom === null) {
      this.keep(Buffer.from(JSON.stringify(MARK + this.spans.length).slice(1, -1)));
      this.spans.push(new Span(this.stringStart, offset + end, this.head));
    }
    this.keep(chunk.subarray(end, end + 1));
    this.inString = false;
    return end + 1;
  }

  /** The index of the closing quote, or -1. */
  private endOfString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.escaped) {
      this.escaped = false;
      at += 1;
    }
    let backslash = chunk.indexOf(BACKSLASH, at);
    const quoteFrom = (index: number) => chunk.indexOf(QUOTE, index);
    let quote = quoteFrom(at);
    while (backslash !== -1 && (quote === -1 || backslash < quote)) {
      if (backslash + 1 >= chunk.length) {
        this.escaped = true;
        return -1;
      }
      const next = backslash + 2;
      if (quote !== -1 && quote < next) quote = quoteFrom(next);
      backslash = chunk.indexOf(BACKSLASH, next);
    }
    return quote;
  }

  /** Keeps a string's content until it turns out to be long: then all of it is left out again. */
  private keepShort(bytes: Buffer): void {
    if (this.keptFrom === null) return;
    if (this.size - this.keptFrom + bytes.length <= SHORT) {
      this.keep(bytes);
    } else {
      const kept = this.text.subarray(this.keptFrom, Math.min(this.size, this.keptFrom + HEAD));
      this.head = Buffer.concat([kept, bytes.subarray(0, HEAD)]).toString("latin1", 0, HEAD);
      this.size = this.keptFrom;
      this.keptFrom = null;
    }
  }

  private keep(bytes: Buffer): void {
    const size = this.size + bytes.length;
    // Not an error yet: whoever reads on keeps the bytes, whatever they are.
    this.tooLarge ||= size > SKELETON_MAX;
    if (this.tooLarge) return;
    if (size > this.text.length) this.text = Buffer.concat([this.text], Math.max(size, 2 * this.text.length));
    bytes.copy(this.text, this.size);
    this.size = size;
  }
}

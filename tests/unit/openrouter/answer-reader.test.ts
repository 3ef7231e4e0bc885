import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerReader, type Document } from "@/lib/openrouter/answer-reader";
import { Span } from "@/lib/openrouter/json-skeleton";

const LONG = "iVBORw0KGgo".repeat(9000);

/** Feeds `text` in the given pieces and puts the strings that were left in the "file" back in. */
function read(contentType: string, text: string, cuts: number[] = []): unknown[] {
  const file = Buffer.from(text);
  const reader = new AnswerReader(contentType);
  const documents: Document[] = [];
  const edges = [0, ...[...new Set(cuts.map((cut) => cut % file.length))].sort((a, b) => a - b), file.length];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to !== undefined && to > from) documents.push(...reader.push(file.subarray(from, to), from));
  }
  documents.push(...reader.end());
  const restore = (value: unknown): unknown => {
    if (value instanceof Span) return file.toString("utf8", value.start, value.end);
    if (Array.isArray(value)) return value.map(restore);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restore(inner)]));
    }
    return value;
  };
  return documents.map(({ value }) => restore(value));
}

const EVENTS = [
  { type: "image_generation.partial_image", partial_image_index: 0, b64_json: LONG },
  { type: "image_generation.completed", b64_json: `${LONG}AA==`, media_type: "image/png", note: 'größe \\ " 🙂' },
];

const STREAMS: [name: string, text: string][] = [
  ["plain", `${EVENTS.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`],
  [
    "with comments, CRLF, a byte order mark and no blank after the colon",
    `\uFEFF: OPENROUTER PROCESSING\r\n\r\n${EVENTS.map((event) => `event: x\r\ndata:${JSON.stringify(event)}\r\n\r\n`).join(": still here\r\n\r\n")}data: [DONE]\r\n\r\n`,
  ],
  [
    "with data over several lines",
    `${EVENTS.map((event) => `data: ${JSON.stringify(event).replace(",", ",\ndata: ")}\n\n`).join("")}data: [DONE]\n\n`,
  ],
  ["with bare CR", `${EVENTS.map((event) => `data: ${JSON.stringify(event)}\r\r`).join("")}data: [DONE]\r\r`],
];

describe("an event stream", () => {
  it.each(STREAMS)("%s gives the same documents wherever it is cut", (_name, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
        expect(read("text/event-stream; charset=utf-8", text, cuts)).toEqual(EVENTS);
      }),
      { numRuns: 60 },
    );
  });

  it("gives what it held when it ends without a blank line and without [DONE]", () => {
    expect(read("text/event-stream", `data: ${JSON.stringify(EVENTS[1])}`)).toEqual([EVENTS[1]]);
  });

  it("gives undefined for an event that is not JSON and goes on", () => {
    expect(read("text/event-stream", 'data: {"a":\n\ndata: {"b":1}\n\n')).toEqual([undefined, { b: 1 }]);
  });
});

it("what an answer is shows in its first byte, whatever its Content-Type and wherever it is cut [A24]", () => {
  const value = { data: [{ b64_json: LONG }] };
  const events = STREAMS.slice(0, 2).map(([, text]) => text);
  const documents = ["", "\uFEFF", " \n\r\n\t"].map((before) => before + JSON.stringify(value));
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 8 }), (cuts) => {
      for (const text of documents) expect(read("text/event-stream", text, [1, 2, ...cuts])).toEqual([value]);
      for (const type of ["application/json", "text/html", ""]) {
        for (const text of events) expect(read(type, text, [1, 2, ...cuts])).toEqual(EVENTS);
      }
    }),
    { numRuns: 20 },
  );
});

describe("a JSON body", () => {
  it("leaves long strings in the file, whatever they hold and wherever the body is cut", () => {
    const wild = fc.string({ unit: "binary", maxLength: 50 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (text, times, cuts) => {
        const value = { data: [{ b64_json: LONG }, { text }], error: text.repeat(times).slice(0, 5000) };
        const documents = read("application/json", JSON.stringify(value), cuts);
        expect(documents).toEqual([value]);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps only kilobytes of an answer of 32 MB", () => {
    const reader = new AnswerReader("application/json");
    const piece = Buffer.alloc(1024 * 1024, "A");
    const head = Buffer.from('{"data":[{"b64_json":"');
    reader.push(head, 0);
    const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
    for (let at = 0; at < 32; at += 1) reader.push(piece, head.length + at * piece.length);
    expect(process.memoryUsage().heapUsed + process.memoryUsage().external - before).toBeLessThan(8_000_000);
    reader.push(Buffer.from('"}]}'), head.length + 32 * piece.length);
    expect(reader.end()).toEqual([
      { value: { data: [{ b64_json: new Span(head.length, head.length + 32 * piece.length, "A".repeat(32)) }] } },
    ]);
  });

  it("gives undefined for HTML, for half a document and for nothing", () => {
    for (const text of ["<html></html>", '{"data":[', '{"data":["abc', ""]) {
      const reader = new AnswerReader("application/json");
      reader.push(Buffer.from(text), 0);
      expect(reader.end()).toEqual([{ value: undefined }]);
    }
  });
});

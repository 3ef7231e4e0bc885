import { describe, expect, it } from "vitest";
import { JsonSkeleton, Span } from "@/lib/openrouter/json-skeleton";

const MB = 1024 * 1024;

describe("the skeleton of a document", () => {
  it("costs little more than its bytes, also when it is millions of tiny strings", () => {
    const skeleton = new JsonSkeleton();
    const piece = Buffer.from('"",'.repeat(20_000));
    const before = process.memoryUsage().rss;
    skeleton.push(Buffer.from("["), 0);
    for (let at = 1; at < 7 * MB; at += piece.length) skeleton.push(piece, at);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB);
  });

  it("keeps a string of 64 KB and leaves a longer one where it lies, however they are cut", () => {
    const short = "s".repeat(64 * 1024);
    const text = Buffer.from(JSON.stringify({ before: "b", short, long: `${short}s`, after: "a" }));
    for (const step of [1, 1000, text.length]) {
      const skeleton = new JsonSkeleton();
      for (let at = 0; at < text.length; at += step) skeleton.push(text.subarray(at, at + step), at);
      const start = text.indexOf('"long":"') + 8;
      const long = new Span(start, start + short.length + 1, "s".repeat(32));
      expect(skeleton.finish()).toEqual({ before: "b", short, long, after: "a" });
    }
  });

  it("that is larger than any answer's is refused in the end, and stops nobody who keeps its bytes", () => {
    const skeleton = new JsonSkeleton();
    const numbers = Buffer.from("1,".repeat(MB / 2));
    for (let at = 0; at <= 8 * MB; at += numbers.length) skeleton.push(numbers, at);
    expect(() => skeleton.finish()).toThrow(RangeError);
  });
});

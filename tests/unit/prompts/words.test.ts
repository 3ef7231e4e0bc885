import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptOf } from "@/lib/prompts/answer";
import { wordDiff } from "@/lib/prompts/diff";
import { atMost } from "@/lib/prompts/estimate";

describe("a diff", () => {
  it("names the words that came and went", () => {
    expect(wordDiff("a red lamp", "a blue lamp at dusk")).toEqual([
      { kind: "same", text: "a " },
      { kind: "removed", text: "red" },
      { kind: "added", text: "blue" },
      { kind: "same", text: " lamp" },
      { kind: "added", text: " at dusk" },
    ]);
  });

  it("loses no character of either text", () => {
    const text = (before: string, after: string, without: string) =>
      wordDiff(before, after)
        .flatMap(({ kind, text }) => (kind === without ? [] : text))
        .join("");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        expect(text(before, after, "added")).toBe(before);
        expect(text(before, after, "removed")).toBe(after);
      }),
    );
  });
});

describe("the prompt in an answer", () => {
  it.each([
    ["  a lamp\n", "a lamp"],
    ['"a lamp"', "a lamp"],
    ["“a lamp”", "a lamp"],
    ["```text\na lamp\n```", "a lamp"],
    ['a sign that says "open"', 'a sign that says "open"'],
    ['"one" and "two"', '"one" and "two"'],
    ["a\0lamp", "alamp"],
    ["``` ```", "``` ```"],
    ["", ""],
  ])("of %j is %j", (answer, prompt) => {
    expect(promptOf(answer)).toBe(prompt);
  });

  it("can always be kept: it is text, and no longer than a prompt may be", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 50 }),
        fc.constantFrom("", "😀".repeat(10_000)),
        (text, more) => {
          const prompt = promptOf(text + more);
          expect(prompt.length).toBeLessThanOrEqual(20_000);
          expect(prompt.isWellFormed() && !prompt.includes("\0")).toBe(true);
        },
      ),
    );
  });
});

it("a price is named only where it is known, and a picture and a longer prompt cost more", () => {
  const offer = { model: "maker/writer", price: { input: 100, output: 400 }, describes: true };
  expect(atMost({ ...offer, price: null }, "polish", 10)).toBeNull();
  const short = atMost(offer, "polish", 10) ?? 0;
  expect(short).toBeGreaterThan(600 * 400);
  expect(atMost(offer, "polish", 10_000)).toBeGreaterThan(short);
  expect(atMost(offer, "describe", 0)).toBeGreaterThan(3_000 * 100);
});

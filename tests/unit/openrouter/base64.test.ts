import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Base64Decoder, Base64Error } from "@/lib/openrouter/base64";

function decode(text: string, cuts: number[] = []): Buffer {
  const bytes = Buffer.from(text, "latin1");
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const decoder = new Base64Decoder();
  const parts = edges.slice(1).map((to, index) => decoder.push(bytes.subarray(edges[index], to)));
  return Buffer.concat([...parts, decoder.end()]);
}

const WRITTEN: [name: string, write: (bytes: Buffer) => string][] = [
  ["plain", (bytes) => bytes.toString("base64")],
  ["without padding", (bytes) => bytes.toString("base64").replace(/=+$/, "")],
  ["in the URL-safe alphabet", (bytes) => bytes.toString("base64url")],
  ["with a data URL's prefix", (bytes) => `data:image/png;base64,${bytes.toString("base64")}`],
  ["with JSON-escaped slashes", (bytes) => bytes.toString("base64").replaceAll("/", "\\/")],
  ["with Unicode escapes", (bytes) => bytes.toString("base64").replaceAll("=", "\\u003d").replaceAll("+", "\\u002B")],
  ["in lines of 76", (bytes) => bytes.toString("base64").replace(/.{76}/g, "$&\\r\\n")],
];

describe("base64", () => {
  it.each(WRITTEN)("%s decodes to the same bytes wherever it is cut [A26]", (_name, write) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 900 }),
        fc.array(fc.nat(), { maxLength: 10 }),
        (array, cuts) => {
          const bytes = Buffer.from(array);
          expect(decode(write(bytes), cuts).equals(bytes)).toBe(true);
        },
      ),
    );
  });

  it("is refused where it is something else, or nothing", () => {
    for (const text of [
      "",
      "=",
      " \\n==",
      "data:image/png;base64,",
      "<html>not a picture</html>",
      "AAAA*AAA",
      "A",
      `${"A".repeat(400)}é`,
    ]) {
      expect(() => decode(text)).toThrow(Base64Error);
    }
  });
});

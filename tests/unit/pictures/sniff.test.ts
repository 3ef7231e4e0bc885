import { expect, it } from "vitest";
import { sniff } from "@/lib/pictures/sniff";

const sniffed = (text: string) => sniff(Buffer.from(text));

it("knows a drawing behind a declaration, comments and a doctype", () => {
  expect(sniffed('\uFEFF<?xml version="1.0"?>\n<!-- a --><!---->\n<!DOCTYPE svg>\n<SVG viewBox="0 0 1 1">')).toBe(
    "image/svg+xml",
  );
});

it("knows none behind anything else, or in a comment that does not end", () => {
  for (const text of ["words <svg>", "<html><svg>", "<!-- <svg>", "<!-- --> x <svg>", "<svgx>"]) {
    expect(sniffed(text)).toBe("application/octet-stream");
  }
});

it("takes no time over bytes that were made to be ambiguous", () => {
  const begun = performance.now();
  for (const piece of ["<!---->", "<!-- --", "<?>", "<!DOCTYPE>", " \uFEFF"]) {
    expect(sniffed(`${piece.repeat(140)}x`.slice(0, 1024))).toBe("application/octet-stream");
  }
  expect(performance.now() - begun).toBeLessThan(500);
});

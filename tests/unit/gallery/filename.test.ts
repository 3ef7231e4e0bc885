import fc from "fast-check";
import { expect, it } from "vitest";
import { attachment, fileName } from "@/lib/gallery/filename";

const id = "01a1fd0c-ba9c-710d-b2fc-13b68b6c8804";
const named = (prompt: string, mediaType = "image/png") => fileName({ prompt, id, mediaType });

it("names a file by the prompt's first words and the id's last digits", () => {
  expect(named("A lighthouse, on a “basalt” cliff!")).toBe("a-lighthouse-on-a-basalt-cliff-6c8804.png");
  expect(named("夜の灯台 and Ünterwegs", "image/jpeg")).toBe("夜の灯台-and-ünterwegs-6c8804.jpg");
  expect(named("🦊🦊", "image/svg+xml")).toBe("picture-6c8804.svg");
  expect(named("a zip", "application/octet-stream")).toBe("a-zip-6c8804.bin");
});

it("keeps whole words of a long prompt", () => {
  expect(named("word ".repeat(1000))).toBe(`${"word-".repeat(12)}6c8804.png`);
  expect(named("x".repeat(1000))).toBe("picture-6c8804.png");
});

it("gives browsers that know only ASCII a name without marks", () => {
  expect(attachment("ünterwegs-夜-1.png")).toBe(
    `attachment; filename="unterwegs-_-1.png"; filename*=UTF-8''%C3%BCnterwegs-%E5%A4%9C-1.png`,
  );
});

it("makes a header of any prompt whatsoever, with no way out of the quotes or onto another line", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom('"', "\\", "\r\n", "/", "..", "\u202e", "%00", "'", ";", "ß") }),
  );
  fc.assert(
    fc.property(anything, (prompt) => {
      const header = attachment(named(prompt.toWellFormed()));
      expect(header).toMatch(/^attachment; filename="[\w.-]{1,80}"; filename\*=UTF-8''[\w.%~!-]{1,800}$/);
    }),
    { numRuns: 5000 },
  );
});

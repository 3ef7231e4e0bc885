import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { withoutPictures } from "@/lib/generations/raw-text";

it("a picture becomes its size, and what is around it stays", () => {
  const base64 = randomBytes(3_000).toString("base64");
  expect(withoutPictures(`{"b64_json":"${base64}","n":1}`)).toBe('{"b64_json":"[4,000 characters of base64]","n":1}');
  expect(withoutPictures(`data:image/png;base64,${base64}`)).toBe("data:image/png;base64,[4,000 characters of base64]");
});

it("hashes, ids and words stay, however long the words are", () => {
  const text = `${createHash("sha512").update("").digest("hex")} gen-1763680000-kUKFjpDGCEBBvK6V46PX ${"a".repeat(500)}`;
  expect(withoutPictures(text)).toBe(text);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPath } from "@/lib/auth/next-path";

const ORIGIN = "http://127.0.0.1:3000";

describe("the path after signing in", () => {
  it.each([
    "/gallery",
    "/gallery/0199?q=a%20b#top",
    "/settings",
    "/studio?reuse=1",
    "/a@b",
    "/a:b",
    "/?next=//evil.example",
  ])("keeps %s", (path) => {
    expect(nextPath(path)).toBe(path);
  });

  it.each([
    undefined,
    "",
    " ",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\u0000/evil.example",
    "/\u0085/evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:////evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "?next=/gallery",
    "#gallery",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/.%2e//evil.example",
    "/a/../..//evil.example",
    "//127.0.0.1:3000/gallery",
    "//evil.example@127.0.0.1",
    "//127.0.0.1@evil.example",
    "/\\\\evil.example",
    "/\\/evil.example",
    "\u2044\u2044evil.example",
    "\uff0f\uff0fevil.example",
    "//",
    "///",
    "////",
    "//\u3002evil.example",
    "http://",
  ])("goes home instead of to %j", (path) => {
    expect(nextPath(path)).toBe("/studio");
  });

  it("never leaves the site, as a browser reads it", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "\t",
      "\n",
      ".",
      "..",
      "%2e",
      "%2f",
      "@",
      ":",
      "?",
      "#",
      "evil.example",
      "\uff0f",
      "http:",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(new URL(nextPath(`/${pieces.join("")}`), ORIGIN).origin).toBe(ORIGIN);
      }),
      { numRuns: 2_000 },
    );
  });
});

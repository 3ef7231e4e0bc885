import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Email } from "@/lib/auth/email";

const read = (text: string) => Email.safeParse(text).data;

describe("an e-mail address", () => {
  it("is kept in one spelling, however it was typed", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom("", " ", "\t", "\n"), (address, space) => {
        const kept = read(address);
        expect(read(`${space}${address.toUpperCase()}${space}`)).toBe(kept);
        if (kept !== undefined) expect(read(kept)).toBe(kept);
      }),
    );
  });

  it("is printable ASCII with one @, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (local, domain) => {
        expect(read(`${local}@${domain}`) ?? "a@b").toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/);
      }),
    );
  });

  it.each([
    "me@example.com",
    "me+tag@example.com",
    "o'neil@example.co.uk",
    "me@localhost",
    "a.b@xn--bcher-kva.example",
  ])("may be %s", (address) => {
    expect(read(address)).toBe(address);
  });

  it.each([
    ["nobody", "no @"],
    ["@example.com", "no local part"],
    ["me@", "no domain"],
    ["a@b@example.com", "two @"],
    ['"me"@example.com', "a quoted local part"],
    ['"me@evil.example"@example.com', "a quoted @"],
    ["mе@example.com", "a Cyrillic letter"],
    ["me@exаmple.com", "a Cyrillic letter in the domain"],
    ["me@example。com", "an ideographic full stop"],
    ["ｍe@example.com", "a full-width letter"],
    ["m\u0301e@example.com", "a combining accent"],
    ["me\u200b@example.com", "a zero-width space"],
    ["me@example.com\u202e", "a direction mark"],
    ["me\0@example.com", "a NUL"],
    ["me@example.com,you@example.com", "two addresses"],
    ["Me <me@example.com>", "a name"],
    ["me(comment)@example.com", "a comment"],
    [".me@example.com", "a dot in front"],
    ["m..e@example.com", "two dots"],
    ["me@-example.com", "a hyphen in front"],
    ["me@example..com", "an empty label"],
    ["me@[127.0.0.1]", "an address literal"],
    [`${"a".repeat(65)}@example.com`, "a long local part"],
    [`me@${"a".repeat(260)}.com`, "a long domain"],
  ])("may not be %s: %s", (address) => {
    expect(read(address)).toBeUndefined();
  });
});

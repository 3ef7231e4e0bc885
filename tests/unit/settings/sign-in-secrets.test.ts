import { describe, expect, it } from "vitest";
import { challengeOf, hashOf, newSecret } from "@/lib/settings/sign-in-secrets";

describe("the secrets of a sign-in", () => {
  it("are as long and as plain as RFC 7636 asks, and never the same", () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it("give the challenge of the RFC's own example", () => {
    // RFC 7636, appendix B.
    expect(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    );
  });

  it("are known to the database by a hash alone", () => {
    expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

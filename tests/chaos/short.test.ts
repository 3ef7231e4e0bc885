import { expect, it } from "vitest";
import { proveShortly } from "../support/proof";

/** Proofs of `tests/chaos`, each with what it holds; those that need the production build are in tests/e2e/proofs.spec.ts. */
const PROOFS: Record<string, string> = {
  answers: "malformed answers over sockets, and mutations [A14, A20, A24, A26, A27, A36, A37, A40, A41]",
  io: "every call to the disk fails once [B12, B14]",
  kill: "the press is killed at any time and at named places [B1, B2, B3, B4, B5, B6, B7, B8]",
  pair: "two presses on one library are paused and killed in turns [B21, B22]",
  restore: "a damaged database is replaced by an older backup, and finds every picture again [B16, B32]",
  submit: "the same wish is posted twenty times at once, and many against a budget [B26]",
  memory: "16 answers of 30 MB at once go through a small heap [B29]",
};

it.each(Object.entries(PROOFS))("%s, short: %s", { timeout: 240_000 }, async (name) => {
  expect(await proveShortly(name)).toBe("Held.");
});

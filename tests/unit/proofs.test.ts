import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { table } from "../chaos/table";

it("the README shows what the proofs counted, and every one of them held: npm run docs:proofs", () => {
  expect(readFileSync("README.md", "utf8")).toContain(table());
  expect(table()).not.toContain("not held");
});

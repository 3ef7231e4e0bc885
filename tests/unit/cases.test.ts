import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CASES } from "../cases/cases";
import { table, titles } from "../cases/titles";

const held = titles();

it("no title carries the number of a case that does not exist", () => {
  const unknown = held.flatMap(({ file, cases }) =>
    cases.filter((number) => !(number in CASES)).map((number) => `${file}: ${number}`),
  );
  expect(unknown).toEqual([]);
});

it("every case is held by a test", () => {
  expect(Object.keys(CASES).filter((number) => !held.some(({ cases }) => cases.includes(number)))).toEqual([]);
});

it("docs/cases.md says what the titles say: npm run docs:cases", () => {
  expect(readFileSync("docs/cases.md", "utf8")).toBe(table());
});

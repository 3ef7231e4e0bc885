import { expect, it } from "vitest";
import { CASES } from "../cases/cases";
import { titles } from "../cases/titles";

it("no title carries the number of a case that does not exist", () => {
  const unknown = titles().flatMap(({ file, cases }) =>
    cases.filter((number) => !(number in CASES)).map((number) => `${file}: ${number}`),
  );
  expect(unknown).toEqual([]);
});

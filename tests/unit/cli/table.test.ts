import { describe, expect, it } from "vitest";
import { type Column, facts, table } from "@/lib/cli/table";

interface Row {
  id: string;
  cost: string;
  note: string;
}

const COLUMNS: Column<Row>[] = [
  { title: "ID", rank: 0, cell: ({ id }) => id },
  { title: "COST", rank: 1, right: true, cell: ({ cost }) => cost },
  { title: "NOTE", rank: 0, cell: ({ note }) => note },
];
const ROWS = [
  { id: "one", cost: "$1", note: "short" },
  { id: "two", cost: "$10.50", note: "a much longer note" },
];

describe("a table in a terminal", () => {
  it("is as wide as it is where it goes into a file", () => {
    expect(table(COLUMNS, ROWS, null)).toEqual([
      "ID     COST  NOTE",
      "one      $1  short",
      "two  $10.50  a much longer note",
    ]);
  });

  it("cuts its last column first, then leaves columns out", () => {
    expect(table(COLUMNS, ROWS, 24)).toEqual(["ID     COST  NOTE", "one      $1  short", "two  $10.50  a much lon…"]);
    expect(table(COLUMNS, ROWS, 16)).toEqual(
      ["ID   NOTE", "one  short", "two  a much lon…"].map((line) => line.trimEnd()),
    );
  });

  it("shows no control characters, and counts what is two columns wide", () => {
    const rows = [
      { id: "\u001b[31mred", cost: "", note: "line\nbreak" },
      { id: "猫猫", cost: "", note: "cat" },
    ];
    const [, red, cat] = table(COLUMNS, rows, null);
    expect(red).toBe("[31mred        line break");
    expect(cat).toBe("猫猫           cat");
  });

  it("leaves out facts that are not known", () => {
    expect(
      facts([
        ["Model", "a/b"],
        ["Seed", null],
        ["By", "me"],
      ]),
    ).toEqual(["Model  a/b", "By     me"]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CASES } from "./cases";

export interface Title {
  file: string;
  /** Without its numbers. */
  title: string;
  cases: string[];
}

/** A string that ends in case numbers in brackets: the title of a test, of a table of tests, or of a group. */
const TITLE = /(["'`])((?:(?!\1)[^\\\n]|\\.)+?) \[((?:[ABC]\d+)(?:, [ABC]\d+)*)\]\1/g;

/** The titles of all tests that carry case numbers. */
export function titles(): Title[] {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(test|spec)\.ts$/.test(name),
  );
  return files.sort().flatMap((name) => {
    const file = join("tests", name);
    return [...readFileSync(file, "utf8").matchAll(TITLE)].map(([, , title = "", cases = ""]) => ({
      file,
      title,
      cases: cases.split(", "),
    }));
  });
}

/** `docs/cases.md`: each case with the tests that hold it. */
export function table(): string {
  const all = titles();
  const rows = Object.entries(CASES).map(([number, what]) => {
    const tests = all.filter(({ cases }) => cases.includes(number));
    const held = tests.map(({ file, title }) => `\`${file}\`: ${title.replaceAll("|", "\\|")}`).join("<br>");
    return `| ${number} | ${what} | ${held || "none yet"} |`;
  });
  return [
    "# What can go wrong, and the tests that hold it",
    "",
    "A: faults of the upstream. B: the process, the disk and the clock. Written by `npm run docs:cases` from the titles of the tests.",
    "",
    "| Case | What happens, and what we do | Held by |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

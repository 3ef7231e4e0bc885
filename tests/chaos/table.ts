import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "./proof";

const ROOT = join(import.meta.dirname, "../..");
const NAMES = ["kill", "server", "pair", "answers", "io", "submit", "memory", "restore", "deploy"];
/** What the checker counts everywhere beside what must be 0. */
const EVERYWHERE = new Set(["accepted", "charges", "succeeded", "unknown", "unknownWithoutId", "integrity"]);

interface Result {
  promise: string;
  held: boolean;
  at: string;
  commit: string;
  proof: Outcome & { seconds: number };
  control: Outcome & { without: string };
}

/** The README's table: what every proof of `docs/proofs` promised, counted, and saw with the protection off. */
export function table(): string {
  const head = ["command", "promise", "counted", "with the protection off", "when"];
  const rows = [head, head.map(() => "---"), ...NAMES.map(row)];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function row(name: string): string[] {
  const text = readFileSync(join(ROOT, `docs/proofs/${name}.json`), "utf8");
  const { promise, held, at, commit, proof, control } = JSON.parse(text) as Result;
  const counted = Object.entries(proof.counts).filter(([what, count]) => count !== 0 && !EVERYWHERE.has(what));
  const when = [at.slice(0, 10), commit, `${Math.max(1, Math.round(proof.seconds / 60))} min`];
  return [
    `\`npm run prove:${name}\``,
    promise,
    counted.map(([what, count]) => `${words(what)} ${count.toLocaleString("en")}`).join("; "),
    `${control.without}: ${[...new Set(control.troubles.map(short))].slice(0, 3).join("; ")}`,
    [...when, ...(held ? [] : ["**not held**"])].join(", "),
  ];
}

/** Without the file that it may name, and why. */
const short = (trouble: string) => words(trouble.replace(/: spool\/.*/s, ""));

/** `doubleCharges: 3` as `double charges: 3`. */
const words = (text: string) => text.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

/** How a run is asked for. */
export interface Conditions {
  seed: number;
  /** A small one for `npm test`: same rules, less of everything. */
  short: boolean;
  /** Processes that share the run. */
  lanes: number;
}

/** What a run came to: `troubles` names what may not be; empty: the run is green. */
export interface Outcome {
  counts: Record<string, number | string>;
  troubles: string[];
}

export interface Proof {
  /** Such as `kill`: the command is `npm run prove:kill`, the result `docs/proofs/kill.json`. */
  name: string;
  /** What is promised, in one sentence. */
  promise: string;
  run(conditions: Conditions): Promise<Outcome>;
  /** Processes that share the run, each with a library of its own, where one would leave a core idle. */
  lanes?: number;
  /** The same with the protection off. Must turn red, or the proof cannot see what it is made for. */
  control: { without: string; run(conditions: Conditions): Promise<Outcome> };
}

/**
 * Conducts a proof and its control run, prints both, and writes the result down. Ends the process: with 1 where the proof is
 * red or the control is green. `--seed N` repeats a run, `--short` is for `npm test` and writes nothing.
 */
export async function prove({ name, promise, run, lanes = 1, control }: Proof): Promise<never> {
  const { values } = parseArgs({
    options: { seed: { type: "string" }, short: { type: "boolean", default: false }, part: { type: "string" } },
  });
  const conditions = { seed: Number(values.seed ?? Math.floor(Math.random() * 1e9)), short: values.short, lanes };
  if (values.part) {
    const outcome = await (values.part === "control" ? control.run : run)(conditions);
    process.send?.(outcome, () => process.exit());
    return new Promise(() => {});
  }
  say(`${promise}\nSeed ${conditions.seed}`);
  const proof = await timed(async () =>
    lanes === 1
      ? run(conditions)
      : sum(await Promise.all(Array.from({ length: lanes }, (_, lane) => inProcess("lane", conditions, lane)))),
  );
  print("Proof", proof);
  const without = await timed(() => inProcess("control", conditions));
  print(`Control: ${control.without}`, without);
  const held = proof.troubles.length === 0 && without.troubles.length > 0;
  if (!conditions.short) {
    const folder = join(ROOT, "docs/proofs");
    mkdirSync(folder, { recursive: true });
    const result = {
      ...{ promise, held, at: new Date().toISOString(), commit: commit(), node: process.version, cores: cpus().length },
      ...{ seed: conditions.seed, proof, control: { without: control.without, ...without } },
    };
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
  if (without.troubles.length === 0) say("The control run found nothing: the proof proves nothing.");
  say(held ? "Held." : "Not held.");
  process.exit(held ? 0 : 1);
}

/** In a process of its own: environment and database belong to the whole process. */
async function inProcess(part: "lane" | "control", { seed, short }: Conditions, lane = 0): Promise<Outcome> {
  const args = ["--part", part, "--seed", String(seed + lane), ...(short ? ["--short"] : [])];
  const child = fork(process.argv[1] ?? "", args, { execArgv: process.execArgv, cwd: ROOT });
  const heard = once(child, "message").then(([outcome]) => outcome as Outcome);
  // One that ends without a word has not run: for a proof that is red, for a control it is no red.
  const ended = once(child, "exit").then(([code]) => ({
    counts: { "ended with": String(code) },
    troubles: part === "control" ? [] : [`ended with ${code}`],
  }));
  return Promise.race([heard, ended]);
}

function sum(outcomes: Outcome[]): Outcome {
  const counts: Outcome["counts"] = {};
  for (const [what, count] of outcomes.flatMap((outcome) => Object.entries(outcome.counts))) {
    const before = counts[what] ?? count;
    counts[what] = typeof before === "number" && what in counts ? before + Number(count) : before;
  }
  return { counts, troubles: outcomes.flatMap(({ troubles }) => troubles) };
}

async function timed(task: () => Promise<Outcome>): Promise<Outcome & { seconds: number }> {
  const begun = Date.now();
  const outcome = await task();
  return { seconds: Math.round((Date.now() - begun) / 1000), ...outcome };
}

function print(title: string, { seconds, counts, troubles }: Outcome & { seconds: number }): void {
  say(`\n${title} (${seconds} s)`);
  for (const [what, count] of Object.entries(counts)) say(`  ${what.padEnd(28)} ${count}`);
  say(troubles.length ? `  red: ${troubles.join(", ")}` : "  green");
}

/** The commit that is proved, marked where the files differ from it. */
function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
  return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--", "lib", "app", "prisma") ? "+" : "");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

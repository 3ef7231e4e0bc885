import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Share, Tally } from "./answers-worker";
import { type Outcome, prove } from "./proof";

/** Processes that share the work. */
const WORKERS = 2;

type Amount = Omit<Share, "seed">;
const WHOLE: Amount = { answers: 20_000, whole: 500, mutations: 1_000_000 };
const SHORT: Amount = { answers: 200, whole: 4, mutations: 4_000 };
const CONTROL: Amount = { answers: 60, whole: 0, mutations: 0, naive: true };

/** Counts that must be 0. */
const NONE = [
  ...(["crashes", "unhandled", "stuck", "lostBytes", "unlisted", "wronglyFree"] as const),
  ...(["notDelivered", "polluted", "echoedKeys"] as const),
];

async function run(seed: number, amount: Amount): Promise<Outcome> {
  const tallies = await Promise.all(Array.from({ length: WORKERS }, (_, no) => work(share(amount, seed + no))));
  const sum = (name: Exclude<keyof Tally, "examples">) => tallies.reduce((all, one) => all + one[name], 0);
  const names = Object.keys(tallies[0] ?? {}).filter((name) => name !== "examples") as Exclude<
    keyof Tally,
    "examples"
  >[];
  const counts = Object.fromEntries(names.map((name) => [name, sum(name)]));
  const missing = ["answers", "mutations", "whole"] as const;
  const few = missing.filter((name) => sum(name) < Math.floor(amount[name] / WORKERS) * WORKERS);
  const examples = tallies.flatMap((one) => one.examples);
  return {
    counts,
    troubles: [
      ...NONE.filter((name) => sum(name) > 0).map((name) => `${name}: ${sum(name)}`),
      ...few.map((name) => `only ${sum(name)} ${name}`),
      ...(amount.naive ? [] : examples),
    ],
  };
}

const share = ({ answers, whole, mutations, ...rest }: Amount, seed: number): Share => ({
  ...{ answers: Math.floor(answers / WORKERS), whole: Math.floor(whole / WORKERS) },
  ...{ mutations: Math.floor(mutations / WORKERS), seed, ...rest },
});

/** What one process did; one that dies has crashed, whatever it had counted. */
async function work(part: Share): Promise<Tally> {
  const child = fork(join(import.meta.dirname, "answers-worker.ts"), { execArgv: process.execArgv });
  child.send(part);
  const [outcome] = await Promise.race([once(child, "message"), once(child, "exit")]);
  return typeof outcome === "object" && outcome
    ? (outcome as Tally)
    : ({ crashes: 1, examples: [] } as unknown as Tally);
}

await prove({
  name: "answers",
  promise:
    "20,000 malformed answers over sockets and 1,000,000 mutations for the parsers: no crash, nothing stuck, every byte kept, each told by a listed code.",
  run: ({ seed, short }) => run(seed, short ? SHORT : WHOLE),
  control: {
    without: "answers are read as JSON, and what cannot be read has failed",
    run: ({ seed }) => run(seed, CONTROL),
  },
});

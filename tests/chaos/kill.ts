import { setTimeout as wait } from "node:timers/promises";
import type Sqlite from "better-sqlite3";
import type { Step } from "@/lib/steps";
import { check, troubles } from "./checker";
import { Fire } from "./fire";
import { prepareGround } from "./ground";
import { sendAgain } from "./naive";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";

/** Places of the paid path, as `lib/steps.ts` names them. */
const STEPS: Step[] = [
  ...(["accept", "accepted", "claimed", "sent", "headers", "headers-saved", "data"] as const),
  ...(["spooled", "renamed", "stored", "recorded", "settling", "filed", "settled"] as const),
];
/** Milliseconds that a worker works at most, and those in which it should have come to the place where it dies. */
const LIFE_MS = 300;
const DEATH_MS = 6_000;
/** Milliseconds for what a control run leaves over. */
const CONTROL_MS = 10_000;

interface Amount {
  /** Kills at any time, and kills at each named place. */
  random: number;
  named: number;
  /** Generations that wait or run. */
  backlog: number;
}

const WHOLE: Amount = { random: 1000, named: 36, backlog: 48 };
const SHORT: Amount = { random: 2, named: 1, backlog: 12 };
const CONTROL: Amount = { random: 40, named: 0, backlog: 48 };
const CONTROL_SHORT: Amount = { random: 12, named: 0, backlog: 24 };

async function run(
  { seed }: Conditions,
  { random: kills, named, backlog }: Amount,
  between?: (db: Sqlite.Database) => void,
): Promise<Outcome> {
  const ground = await prepareGround({ seed, billed: between ? 1 : 0.5 });
  const random = randomOf(seed + 1);
  const fire = new Fire(ground, random, backlog, between);
  const deaths = [
    ...Array.from({ length: kills }, () => null),
    ...STEPS.flatMap((step) => Array.from({ length: named }, () => ({ step, passage: 1 + Math.floor(random() * 3) }))),
  ].sort(() => random() - 0.5);
  const killed = { random: 0, named: 0 };
  try {
    await fire.prepare();
    for (const death of deaths) {
      const worker = await fire.next(death);
      const feeding = setInterval(() => fire.feed(worker), 100);
      // A named place may lie behind a step that this worker does not come to.
      if (death) await Promise.race([worker.gone, wait(DEATH_MS)]);
      else if (await Promise.race([worker.working.then(() => true), wait(DEATH_MS)])) await wait(random() * LIFE_MS);
      clearInterval(feeding);
      killed[death && !worker.alive ? "named" : "random"]++;
      worker.signal("SIGKILL");
      await worker.gone;
    }
    // A control run has shown what it can by then.
    await fire.settle(between && CONTROL_MS);
    await fire.close();
    const findings = check(ground.dataDir, ground.upstream.ledger, fire.accepted);
    return {
      counts: {
        kills: killed.random + killed.named,
        "kills at named places": killed.named,
        ...findings,
        broken: fire.broken.length,
      },
      troubles: [...troubles(findings), ...fire.broken.slice(0, 3)],
    };
  } finally {
    await fire.close();
    await ground.close();
  }
}

await prove({
  name: "kill",
  promise: "1,500 × kill -9 of the press: nothing is charged twice, nothing that was charged is silently lost.",
  run: (conditions) => run(conditions, conditions.short ? SHORT : WHOLE),
  control: {
    without: "what was under way is sent again after a start",
    run: (conditions) => run(conditions, conditions.short ? CONTROL_SHORT : CONTROL, sendAgain),
  },
});

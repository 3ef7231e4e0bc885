import { setTimeout as wait } from "node:timers/promises";
import type { Step } from "@/lib/steps";
import { endLeases, sendAgain } from "./between";
import { check, troubles } from "./checker";
import { Fire } from "./fire";
import { prepareGround, wish } from "./ground";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";

/** Places of the paid path, as `lib/steps.ts` names them. */
const STEPS: Step[] = [
  ...(["accept", "accepted", "claimed", "sent", "headers", "headers-saved", "data"] as const),
  ...(["spooled", "renamed", "stored", "recorded", "settling", "filed", "settled"] as const),
];
/** Places within a press of Generate: there the worker itself takes the wishes. */
const DOOR: Step[] = ["accept", "accepted"];
/** A worker dies when it passes a place for the first, the second or the third time. */
const PASSAGES = 3;
/** Milliseconds that a worker lives at most, and those in which it should have come to the place where it dies. */
const LIFE_MS = 700;
const DEATH_MS = 6_000;
/** Milliseconds for what a control run leaves over. */
const CONTROL_MS = 10_000;

interface Amount {
  /** Kills at any time, and kills at each named place. */
  random: number;
  named: number;
  /** Generations that wait for a worker when it starts. */
  queue: number;
}

const WHOLE: Amount = { random: 1000, named: 36, queue: 24 };
const SHORT: Amount = { random: 2, named: 2, queue: 8 };
const CONTROL: Amount = { random: 40, named: 0, queue: 24 };
const CONTROL_SHORT: Amount = { random: 12, named: 0, queue: 16 };

async function run({ seed, lanes }: Conditions, amount: Amount, naive = false): Promise<Outcome> {
  const ground = await prepareGround({ seed, billed: naive ? 1 : 0.5 });
  const random = randomOf(seed + 1);
  const { create } = await import("@/lib/generations/create");
  // Whoever held a lease is dead when the next one starts: it may as well be over.
  const fire = new Fire(ground, random, amount.queue, naive ? sendAgain : endLeases);
  const [kills, named] = [amount.random / lanes, amount.named / lanes];
  const deaths = [
    ...Array.from({ length: kills }, () => null),
    ...STEPS.flatMap((step) =>
      Array.from({ length: named }, () => ({ step, passage: 1 + Math.floor(random() * PASSAGES) })),
    ),
  ].sort(() => random() - 0.5);
  const killed = { random: 0, named: 0 };
  try {
    await fire.prepare();
    for (const death of deaths) {
      const atDoor = death && DOOR.includes(death.step);
      while (!atDoor && fire.queued() < amount.queue) {
        const input = wish(random);
        await create(ground.ctx, input);
        for (const { id } of input.generations) fire.accepted.add(id);
      }
      const worker = await fire.next(death);
      if (atDoor) for (let times = PASSAGES; times > 0; times--) fire.ask(worker);
      // A control must have something to send again.
      if (naive) await Promise.race([worker.working, wait(DEATH_MS)]);
      // A named place may lie behind a step that this worker does not come to.
      await Promise.race([worker.gone, wait(death ? DEATH_MS : random() * LIFE_MS)]);
      killed[death && !worker.alive ? "named" : "random"]++;
      worker.signal("SIGKILL");
      await worker.gone;
    }
    // A control run has shown what it can by then.
    await fire.settle(naive ? CONTROL_MS : undefined);
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
  lanes: 2,
  run: (conditions) => run(conditions, conditions.short ? SHORT : WHOLE),
  control: {
    without: "what was under way is sent again after a start",
    run: (conditions) => run({ ...conditions, lanes: 1 }, conditions.short ? CONTROL_SHORT : CONTROL, true),
  },
});

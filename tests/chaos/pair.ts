import { setTimeout as wait } from "node:timers/promises";
import { endLeases, sendAgain } from "./between";
import { check, troubles } from "./checker";
import { Fire } from "./fire";
import { prepareGround } from "./ground";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";
import type { Worker } from "./worker";

interface Amount {
  /** Pauses with nothing else, after which every answer that was sent whole must be in the library. */
  pauses: number;
  /** Pauses and kills together. */
  mixed: number;
  /** Milliseconds of a pause. */
  pause: [number, number];
  /** Generations that wait or run. */
  backlog: number;
}

const WHOLE: Amount = { pauses: 100, mixed: 100, pause: [500, 3000], backlog: 48 };
const SHORT: Amount = { pauses: 3, mixed: 3, pause: [200, 600], backlog: 16 };
const CONTROL: Amount = { pauses: 6, mixed: 4, pause: [200, 600], backlog: 24 };

async function run({ seed }: Conditions, amount: Amount, naive = false): Promise<Outcome> {
  const ground = await prepareGround({ seed, billed: naive ? 1 : 0.5 });
  const random = randomOf(seed + 2);
  const fire = new Fire(ground, random, amount.backlog);
  const events = { pauses: 0, kills: 0 };
  try {
    await fire.prepare();
    const pair: [Worker, Worker] = [await fire.next(), await fire.next()];
    const feeding = setInterval(() => pair.forEach((worker) => void fire.feed(worker)), 100);
    // The lease of who is paused runs out, as in a long pause it would: the other one may recover, never send.
    const pause = async (worker: Worker) => {
      worker.signal("SIGSTOP");
      fire.touch(naive ? sendAgain : endLeases);
      const [least, most] = amount.pause;
      await wait(least + random() * (most - least));
      worker.signal("SIGCONT");
      events.pauses++;
    };
    for (let left = amount.pauses; left > 0; left--) {
      await pause(pair[random() < 0.5 ? 0 : 1]);
      await wait(random() * 300);
    }
    clearInterval(feeding);
    await fire.settled();
    const late = lost(fire, ground);
    const again = setInterval(() => pair.forEach((worker) => void fire.feed(worker)), 100);
    for (let left = amount.mixed; left > 0; left--) {
      const at = random() < 0.5 ? 0 : 1;
      if (random() < 0.6) await pause(pair[at]);
      else {
        pair[at].signal("SIGKILL");
        await pair[at].gone;
        events.kills++;
        pair[at] = await fire.next();
        if (naive) fire.touch(sendAgain);
      }
      await wait(random() * 300);
    }
    clearInterval(again);
    for (const worker of pair) worker.signal("SIGKILL");
    await Promise.all(pair.map((worker) => worker.gone));
    await fire.settle();
    await fire.close();
    const findings = check(ground.dataDir, ground.upstream.ledger, fire.accepted);
    return {
      counts: { ...events, ...findings, "late, not attached": late, broken: fire.broken.length },
      troubles: [
        ...troubles(findings),
        ...(late > 0 ? [`late, not attached: ${late}`] : []),
        ...fire.broken.slice(0, 3),
      ],
    };
  } finally {
    await fire.close();
    await ground.close();
  }
}

/** Answers that were sent whole to a process that lived on, and are not in the library. */
const lost = (
  fire: Fire,
  { upstream }: { upstream: { ledger: { delivered: boolean; attemptId: string }[] } },
): number => {
  const there = fire.delivered();
  return upstream.ledger.filter(({ delivered, attemptId }) => delivered && !there.has(attemptId)).length;
};

await prove({
  name: "pair",
  promise:
    "200 × pause or kill -9 of one of two presses on one library: nothing is charged twice, what comes late is attached.",
  run: (conditions) => run(conditions, conditions.short ? SHORT : WHOLE),
  control: {
    without: "what a silent process holds is sent again by the other one",
    run: (conditions) => run(conditions, CONTROL, true),
  },
});

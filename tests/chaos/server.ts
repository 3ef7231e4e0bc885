import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBuilt } from "@/scripts/setup.mjs";
import { endLeases, sendAgain } from "./between";
import { check, troubles } from "./checker";
import { Fire } from "./fire";
import { type Ground, prepareGround, wish } from "./ground";
import { freePort } from "./port";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";

const ROOT = join(import.meta.dirname, "../..");
/** Generations that wait or run. */
const BACKLOG = 40;
/** Milliseconds between a call that it makes and its end, at most, and those in which it should have made one. */
const LIFE_MS = 600;
const CALL_MS = 10_000;
/** Milliseconds for what a control run leaves over. */
const CONTROL_MS = 10_000;

async function run({ seed }: Conditions, kills: number, naive = false): Promise<Outcome> {
  await ensureBuilt();
  const ground = await prepareGround({ seed, billed: naive ? 1 : 0.5 });
  const random = randomOf(seed + 3);
  const fire = new Fire(ground, random, BACKLOG);
  const { create } = await import("@/lib/generations/create");
  const port = await freePort();
  const starts: number[] = [];
  let visits = 0;
  let server: ChildProcess | undefined;
  try {
    await fire.prepare(0);
    for (let left = kills; left > 0; left--) {
      // Whoever held a lease is dead: it may as well be over.
      fire.touch(naive ? sendAgain : endLeases);
      const begun = performance.now();
      server = start(ground, port);
      await answers(port);
      starts.push(performance.now() - begun);
      const calls = ground.upstream.ledger.length;
      const isWorking = () => ground.upstream.ledger.length > calls;
      // Some die before they have asked for anything.
      let until = Date.now() + (random() < 0.2 ? random() * LIFE_MS : CALL_MS);
      for (let worked = false; Date.now() < until; ) {
        if (!worked && isWorking()) {
          worked = true;
          until = Math.min(until, Date.now() + random() * LIFE_MS);
        }
        const input = wish(random);
        if (fire.look() < BACKLOG) {
          await create(ground.ctx, input);
          for (const { id } of input.generations) fire.accepted.add(id);
        }
        // People look meanwhile.
        for (const path of ["/", "/api/generations/changes", "/api/ready"]) if (await visit(port, path)) visits++;
      }
      server.kill("SIGKILL");
      await once(server, "exit");
    }
    // A control run has shown what it can by then.
    await fire.settle(naive ? CONTROL_MS : undefined);
    await fire.close();
    const findings = check(ground.dataDir, ground.upstream.ledger, fire.accepted);
    starts.sort((a, b) => a - b);
    const seconds = (share: number) => `${((starts[Math.floor(starts.length * share)] ?? 0) / 1000).toFixed(2)} s`;
    return {
      counts: {
        kills,
        "answered visits": visits,
        "first 200, median": seconds(0.5),
        "first 200, p95": seconds(0.95),
        ...findings,
      },
      troubles: troubles(findings),
    };
  } finally {
    server?.kill("SIGKILL");
    await fire.close();
    await ground.close();
  }
}

/** The production server, as `npm start` runs it. */
function start({ environment }: Ground, port: number): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "scripts/start.mjs")], {
    cwd: ROOT,
    env: { ...process.env, ...environment, NODE_ENV: "production", PORT: String(port), HOST: "" },
    stdio: "ignore",
  });
}

/** Resolves with the first 200. */
async function answers(port: number): Promise<void> {
  while (!(await visit(port, "/api/health"))) await wait(15);
}

const visit = (port: number, path: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", signal: AbortSignal.timeout(5000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

await prove({
  name: "server",
  promise:
    "200 × kill -9 of the whole production server under traffic: nothing is charged twice, nothing is silently lost.",
  run: (conditions) => run(conditions, conditions.short ? 3 : 200),
  control: {
    without: "what was under way is sent again after a start",
    run: (conditions) => run(conditions, conditions.short ? 6 : 20, true),
  },
});

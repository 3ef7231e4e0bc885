import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { ensureBuilt } from "@/scripts/setup.mjs";
import { sendAgain } from "./between";
import { check, troubles } from "./checker";
import { type Ground, prepareGround, wish } from "./ground";
import { freePort } from "./port";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";
import { bundle, type Wish, Worker } from "./worker";

const START = join(import.meta.dirname, "../../scripts/start.mjs");
/** Paid calls under way when a server is asked to go. */
const CALLS = 16;
/** Milliseconds that a picture takes at most. */
const LATENCY_MS = 10_000;

/** Done to the library between two servers: a control's. */
type Between = (db: Sqlite.Database) => void;

async function run({ seed }: Conditions, times: number, between?: Between): Promise<Outcome> {
  await ensureBuilt();
  const ground = await prepareGround({ seed, mix: { ok: 1, slow: 1 }, latencyMs: LATENCY_MS, billed: 1 });
  const studio = new Studio(ground, await freePort());
  const people = new People(ground, randomOf(seed + 1));
  const underWay: number[] = [];
  try {
    await people.open();
    await studio.start();
    const visitor = new Visitor(studio.origin);
    const gone: number[] = [];
    const away: number[] = [];
    for (let left = times; left > 0; left--) {
      await people.keepBusy(studio);
      underWay.push(openCalls(ground));
      visitor.begin();
      if (between) {
        await studio.kill();
        between(studio.db);
        await studio.start();
      } else gone.push(await studio.rollOver(() => people.press()));
      away.push(await visitor.end());
    }
    await people.end(studio);
    await studio.kill("SIGTERM");
    const findings = check(ground.dataDir, ground.upstream.ledger, people.accepted);
    return {
      counts: {
        "roll-overs": times,
        "calls under way, at least": Math.min(...underWay),
        "asked to go → gone, median ms": at(gone, 0.5),
        "no page, median ms": at(away, 0.5),
        "no page, p95 ms": at(away, 0.95),
        ...findings,
      },
      troubles: [
        ...troubles(findings),
        ...(Math.min(...underWay) < CALLS && !between ? [`calls under way: ${Math.min(...underWay)}`] : []),
        ...(findings.unknown > 0 && !between ? [`unknown: ${findings.unknown}`] : []),
        ...people.refused.slice(0, 1),
      ],
    };
  } finally {
    await people.close();
    await studio.close();
    await ground.close();
  }
}

/** The production server, as `npm start` runs it, called from some other folder. */
class Studio {
  readonly origin: string;
  readonly db: Sqlite.Database;
  private child: ChildProcess | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly port: number,
  ) {
    this.origin = `http://127.0.0.1:${port}`;
    this.db = new Sqlite(join(ground.dataDir, "proofsheet.db"), { timeout: 30_000 });
  }

  private launch(): { child: ChildProcess; ready: Promise<unknown> } {
    const child = spawn(process.execPath, [START], {
      cwd: tmpdir(),
      env: {
        ...process.env,
        ...this.ground.environment,
        ...{ NODE_ENV: "production", PORT: String(this.port), HOST: "", PROOFSHEET_LOG_LEVEL: "error" },
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    // The line with the link is the last thing that a start does.
    const ready = Promise.race([
      once(child.stdout as NodeJS.ReadableStream, "data"),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`The server ended with ${code}.`))),
    ]);
    return { child, ready };
  }

  async start(): Promise<void> {
    const { child, ready } = this.launch();
    this.child = child;
    await ready;
  }

  /** Asks the old one to go and starts the next at once: it waits for the port. Returns how long the old one took, in ms. */
  async rollOver(meanwhile: () => void): Promise<number> {
    const old = this.child as ChildProcess;
    const asked = Date.now();
    const gone = once(old, "exit").then(() => Date.now() - asked);
    old.kill("SIGTERM");
    while ((await stateOf(this.origin)) === "ok") await wait(10);
    meanwhile();
    const { child, ready } = this.launch();
    this.child = child;
    const [took] = await Promise.all([gone, ready]);
    return took;
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const gone = this.child && this.child.exitCode === null ? once(this.child, "exit") : null;
    this.child?.kill(signal);
    await gone;
  }

  /** Generations of which something is still to come. */
  moving(): number {
    const sql = "SELECT count(*) n FROM Generation WHERE status IN ('queued', 'running', 'storing', 'paused')";
    return (this.db.prepare(sql).get() as { n: number }).n;
  }

  async close(): Promise<void> {
    this.db.close();
    if (this.child?.exitCode === null) await this.kill();
  }
}

async function stateOf(origin: string): Promise<string> {
  try {
    const { status, reason } = await (await fetch(`${origin}/api/ready`)).json();
    return reason ?? status;
  } catch {
    return "away";
  }
}

/** Presses Generate, in a process of its own that sends nothing itself. */
class People {
  readonly accepted = new Set<string>();
  readonly refused: string[] = [];
  private readonly waiting = new Map<string, Wish>();
  private worker: Worker | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly random: () => number,
  ) {}

  async open(): Promise<void> {
    this.worker = new Worker(await bundle("press-worker"), this.ground.environment, (report) => {
      if (report.kind === "refused") this.refused.push(report.reason);
      if (report.kind !== "accepted") return;
      for (const { id } of this.waiting.get(report.setId)?.generations ?? []) this.accepted.add(id);
      this.waiting.delete(report.setId);
    });
    await this.worker.ready;
  }

  press(): void {
    const input = wish(this.random);
    this.waiting.set(input.setId, input);
    this.worker?.tell({ kind: "create", ctx: this.ground.ctx, input });
  }

  /** Until so many calls are under way, with more behind them. */
  async keepBusy(studio: Studio): Promise<void> {
    const until = Date.now() + 60_000;
    while (openCalls(this.ground) < CALLS && Date.now() < until) {
      if (studio.moving() < CALLS * 2 && this.waiting.size < CALLS) this.press();
      await wait(20);
    }
  }

  async end(studio: Studio): Promise<void> {
    const until = Date.now() + 120_000;
    while ((this.waiting.size > 0 || studio.moving() > 0) && Date.now() < until) await wait(100);
    await this.ground.upstream.quiet();
  }

  async close(): Promise<void> {
    this.worker?.signal("SIGKILL");
  }
}

/** Somebody who asks for a page all the time. */
class Visitor {
  private longest = 0;
  private seen = 0;
  private looking: Promise<void> = Promise.resolve();
  private over = false;

  constructor(private readonly origin: string) {}

  begin(): void {
    this.longest = 0;
    this.seen = Date.now();
    this.over = false;
    this.looking = this.look();
  }

  private async look(): Promise<void> {
    while (!this.over) {
      const ok = await fetch(`${this.origin}/sign-in`).then(
        async (response) => (await response.text()) !== "" && response.status === 200,
        () => false,
      );
      if (ok) {
        this.longest = Math.max(this.longest, Date.now() - this.seen);
        this.seen = Date.now();
      }
      await wait(10);
    }
  }

  /** Milliseconds without a page, at most. */
  async end(): Promise<number> {
    this.over = true;
    await this.looking;
    return this.longest;
  }
}

const openCalls = ({ upstream }: Ground) => upstream.ledger.filter(({ over }) => !over).length;

const at = (values: number[], share: number): number | string =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? "-";

await prove({
  name: "deploy",
  promise:
    "20 times a production server is asked to go with 16 paid calls under way, and the next one takes over: nothing is lost, nothing is charged twice, no outcome is unknown.",
  run: (conditions) => run(conditions, conditions.short ? 2 : 20),
  control: {
    without: "the server is killed, and what was under way is sent again after the start",
    run: (conditions) => run(conditions, conditions.short ? 2 : 5, sendAgain),
  },
});

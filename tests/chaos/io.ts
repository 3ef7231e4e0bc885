import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { check, troubles } from "./checker";
import { FailingDisk, type Fault } from "./faults";
import { type Ground, prepareGround, wish } from "./ground";
import { picture } from "./picture";
import { type Outcome, prove } from "./proof";
import { randomOf } from "./random";

/** What a job may take, faults, local repetitions and recovery included. */
const JOB_MS = 30_000;
/** Milliseconds after which the disk mends and nothing waits for its time any more. */
const PATIENCE_MS = 150;
/** Bytes that an answer is promised before its request leaves. */
const ROOM = 48 * 1024 * 1024;
const OVER = ["succeeded", "failed", "unknown", "canceled"];

/** One way for calls to fail; each of them is refused in a job of its own. */
interface Series {
  name: string;
  fault: Omit<Fault, "nth">;
  /** Calls of it that are refused at most; absent: each. */
  most?: number;
}

/** The room is written in 48 like calls: refused one by one where the disk is full, else left out. */
const few = (call: string, file: string) => !(call === "write" && file.endsWith(".room"));
/** All but the answer, which has its room. */
const grows = (call: string, file: string) =>
  /^(open|write|writeFile|appendFile|mkdir)$/.test(call) && !/\.(room|part|done)$/.test(file);

const ofAnswer = (_call: string, file: string) => /\.(part|done|image)$/.test(file);

const WHOLE: Series[] = [
  { name: "ENOSPC once", fault: { kind: "ENOSPC" } },
  { name: "EIO once", fault: { kind: "EIO", only: few } },
  { name: "EACCES once", fault: { kind: "EACCES", only: few } },
  { name: "half a write", fault: { kind: "SHORT" } },
  { name: "full from there on", fault: { kind: "ENOSPC", lasting: true, only: grows } },
];
const SHORT: Series[] = [{ name: "EIO once, of the answer", fault: { kind: "EIO", only: ofAnswer } }];
const CONTROL: Series[] = [
  { name: "EIO once, of a picture", fault: { kind: "EIO", only: (_call, file) => file.endsWith(".image") }, most: 4 },
];

/** Calls of SQLite, and how the kernel refuses them. */
const SQLITE = [
  { call: "pwrite64", error: "ENOSPC" },
  { call: "pwrite64", error: "EIO" },
  { call: "fsync", error: "EIO" },
] as const;

/** What a control does at the moment a call was refused, or before a request leaves. */
interface Negligence {
  beforeSending?(spool: string): void;
  afterTrouble?(spool: string): void;
}

/** `sqlite`: calls of SQLite that are refused at most, of each kind. */
async function run(seed: number, series: Series[], sqlite: number, negligence: Negligence = {}): Promise<Outcome> {
  let sentWithoutRoom = 0;
  let spool = "";
  const hasRoom = () =>
    readdirSync(spool).some((name) => name.endsWith(".room") && statSync(join(spool, name)).blocks * 512 >= ROOM);
  const ground = await prepareGround({
    seed,
    mix: { ok: 1 },
    latencyMs: 0,
    pictureOf: (no) => {
      if (!hasRoom()) sentWithoutRoom++;
      return picture(no);
    },
  });
  spool = join(ground.dataDir, "spool");
  const bench = await Bench.open(ground, seed);
  Object.assign(globalThis, {
    proofsheetStep: (step: string) => step === "claimed" && negligence.beforeSending?.(spool),
  });
  const counts: Outcome["counts"] = {};
  try {
    for (const { name, fault, most = Number.POSITIVE_INFINITY } of series) {
      let nth = 1;
      for (; nth <= most; nth++) {
        bench.disk.breakAt({ ...fault, nth });
        if (!(await bench.job(() => negligence.afterTrouble?.(spool)))) break;
      }
      counts[name] = nth - 1;
    }
    Object.assign(counts, await sqliteSeries(bench, sqlite));
    await bench.close();
    const findings = check(ground.dataDir, ground.upstream.ledger, bench.accepted);
    const notInLibrary = findings.charges - findings.succeeded;
    return {
      counts: { ...counts, sentWithoutRoom, "paid, not in the library": notInLibrary, ...findings },
      troubles: [
        ...(sentWithoutRoom > 0 ? [`sentWithoutRoom: ${sentWithoutRoom}`] : []),
        ...(notInLibrary > 0 ? [`paid, not in the library: ${notInLibrary}`] : []),
        ...troubles(findings),
        ...bench.broken.slice(0, 3),
      ],
    };
  } finally {
    await bench.close();
    await ground.close();
  }
}

/** One press in this process, whose disk fails as it is told. */
class Bench {
  readonly accepted: string[] = [];
  readonly broken: string[] = [];
  get folder(): string {
    return this.ground.dataDir;
  }

  private constructor(
    private readonly ground: Ground,
    private readonly random: () => number,
    readonly disk: FailingDisk,
    private readonly m: Awaited<ReturnType<typeof modules>>,
  ) {}

  static async open(ground: Ground, seed: number): Promise<Bench> {
    const m = await modules();
    const bench = new Bench(ground, randomOf(seed), await FailingDisk.under(ground.dataDir), m);
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.on(event, (error) => bench.broken.push(String(error)));
    }
    // What fails here is told in the log.
    if (!process.env.CHAOS_LOG) process.stderr.write = () => true;
    m.startPress();
    return bench;
  }

  /** Sends one generation on its way and waits until it is over. Returns whether a call was refused. */
  async job(troubled?: () => void): Promise<boolean> {
    const input = { ...wish(this.random) };
    input.generations = input.generations.slice(0, 1);
    const { id = "" } = input.generations[0] ?? {};
    this.accepted.push(id);
    const until = Date.now() + JOB_MS;
    // A press that is refused is pressed again, with the same ids.
    while (!(await this.create(input)) && Date.now() < until) await wait(20);
    let hitAt: number | null = null;
    for (;;) {
      const status = await this.statusOf(id);
      if (OVER.includes(status)) break;
      if (Date.now() > until) {
        this.broken.push(`${this.disk.mend().hit}: still ${status}`);
        break;
      }
      if (this.disk.isHit) {
        hitAt ??= Date.now();
        troubled?.();
      }
      // The disk mends, and the time until the next try is over at once.
      if (Date.now() > (hitAt ?? until - JOB_MS + 2000) + PATIENCE_MS) {
        if (hitAt) this.disk.mend();
        await this.hurry();
        await wait(50);
      }
      await wait(20);
    }
    return this.disk.mend().hit !== null;
  }

  private create(input: Parameters<typeof this.m.create>[1]): Promise<boolean> {
    return this.m.create(this.ground.ctx, input).then(
      () => true,
      () => false,
    );
  }

  private async statusOf(id: string): Promise<string> {
    const { status } = await this.m.db().generation.findUniqueOrThrow({ where: { id }, select: { status: true } });
    return status;
  }

  private async hurry(): Promise<void> {
    const { db, wake } = this.m;
    try {
      await db().attempt.updateMany({ where: { state: { not: "settled" } }, data: { leaseUntil: new Date(0) } });
      await db().generation.updateMany({ where: { status: "queued" }, data: { runAfter: new Date(0) } });
    } catch {
      // The fault was meant for somebody else's write.
    }
    wake().emit("work");
  }

  private closing: Promise<void> | null = null;
  close(): Promise<void> {
    this.closing ??= this.m.stopPress(5000).then(() => this.m.db().$disconnect());
    return this.closing;
  }
}

// Imported after the environment is set.
async function modules() {
  const { create } = await import("@/lib/generations/create");
  const { startPress, stopPress } = await import("@/lib/press/loop");
  const { db } = await import("@/lib/db");
  const { wake } = await import("@/lib/wake");
  return { create, startPress, stopPress, db, wake };
}

/** SQLite's own calls, refused by the kernel: its I/O is all that this thread does by these calls. */
async function sqliteSeries(bench: Bench, most: number): Promise<Outcome["counts"]> {
  const counts: Outcome["counts"] = {};
  for (const { call, error } of SQLITE) {
    let nth = 1;
    for (; nth <= most; nth++) {
      const tracer = await trace(bench, call, error, nth);
      if (!tracer) return { ...counts, "SQLite's own calls": "not run: strace is not here, or may not" };
      await bench.job();
      if (!(await tracer())) break;
    }
    counts[`SQLite ${call} ${error}`] = nth - 1;
  }
  return counts;
}

/** Lets the n-th `call` of this thread fail. Returns what ends that and tells whether one was refused; null: it cannot be done. */
async function trace(bench: Bench, call: string, error: string, nth: number) {
  if (spawnSync("strace", ["-V"]).error) return null;
  const log = join(bench.folder, "strace.log");
  const inject = `inject=${call}:error=${error}:when=${nth}`;
  const strace = spawn("strace", ["-p", String(process.pid), "-e", `trace=${call}`, "-e", inject, "-o", log], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = once(strace, "exit");
  const said = await Promise.race([once(strace.stderr, "data").then(String), gone.then(() => "")]);
  if (!said.includes("attached")) return null;
  return async () => {
    strace.kill("SIGINT");
    await gone;
    return readFileSync(log, "utf8").includes("INJECTED");
  };
}

await prove({
  name: "io",
  promise:
    "Every single I/O call of a job fails once: no paid byte that had its room is lost, no paid call leaves without.",
  run: ({ seed, short }) => (short ? run(seed, SHORT, 2) : run(seed, WHOLE, Number.POSITIVE_INFINITY)),
  control: {
    without: "requests leave without landing room, and a local error clears the spool",
    run: ({ seed }) =>
      run(seed, CONTROL, 0, {
        beforeSending: (spool) => clear(spool, ".room"),
        afterTrouble: (spool) => clear(spool, ".part", ".done"),
      }),
  },
});

function clear(spool: string, ...endings: string[]): void {
  for (const name of readdirSync(spool)) if (endings.some((ending) => name.endsWith(ending))) rmSync(join(spool, name));
}

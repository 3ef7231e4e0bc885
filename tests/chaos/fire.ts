import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Step } from "@/lib/steps";
import { endLeases } from "./between";
import { type Ground, wish } from "./ground";
import { bundle, type Report, type Wish, Worker } from "./worker";

/** Milliseconds after which what is left over when the firing ends is stuck: a lease and the recovery behind it. */
const SETTLE_MS = 100_000;

/** Where a worker dies; null: at any time. */
export type Death = { step: Step; passage: number } | null;

/**
 * A row of workers on one ground. Presses that were not acknowledged are pressed again, with the same ids, as a browser
 * does.
 */
export class Fire {
  readonly accepted = new Set<string>();
  readonly broken: string[] = [];
  private readonly waiting = new Map<string, Wish>();
  private file = "";
  private readonly spare: Worker[] = [];
  private readonly running = new Set<Worker>();

  constructor(
    private readonly ground: Ground,
    private readonly random: () => number,
    /** Generations that wait or run at most: enough for a full press, few enough that the end is soon. */
    private readonly backlog: number,
    /** Done to the library before each start, while nothing runs: a control's. */
    private readonly between?: (db: Sqlite.Database) => void,
  ) {}

  async prepare(spares = 2): Promise<void> {
    this.file = await bundle("press-worker");
    for (let left = spares; left > 0; left--) this.spare.push(this.load());
  }

  private load(): Worker {
    return new Worker(this.file, this.ground.environment, (report) => this.hear(report));
  }

  private hear(report: Report): void {
    if (report.kind === "accepted") {
      for (const { id } of this.waiting.get(report.setId)?.generations ?? []) this.accepted.add(id);
      this.waiting.delete(report.setId);
    } else if (report.kind === "broken" || report.kind === "refused") this.broken.push(report.reason);
  }

  /** A worker that has started; another one gets ready behind it. */
  async next(death: Death = null): Promise<Worker> {
    this.spare.push(this.load());
    const worker = this.spare.shift() as Worker;
    await worker.ready;
    if (this.between) this.touch(this.between);
    worker.tell({ kind: "start", ...(death && { dieAt: death }) });
    this.running.add(worker);
    void worker.gone.then(() => this.running.delete(worker));
    this.press(worker, [...this.waiting.values()]);
    return worker;
  }

  private press(worker: Worker, wishes: Wish[]): void {
    for (const input of wishes) worker.tell({ kind: "create", ctx: this.ground.ctx, input });
  }

  /** Presses Generate until enough is under way. */
  feed(worker: Worker): void {
    this.look();
    const open = this.accepted.size - this.over + [...this.waiting.values()].flatMap((one) => one.generations).length;
    for (let missing = this.backlog - open; missing > 0; ) missing -= this.ask(worker);
  }

  /** Presses Generate once. Returns of how many generations. */
  ask(worker: Worker): number {
    const input = wish(this.random);
    this.waiting.set(input.setId, input);
    this.press(worker, [input]);
    return input.generations.length;
  }

  /** Generations of which nothing more is to come. */
  private over = 0;

  /** Looks how far the library has come. Returns what still moves. */
  look(): number {
    return this.read((db) => {
      const count = (where: string) =>
        (db.prepare(`SELECT count(*) n FROM Generation WHERE status ${where}`).get() as { n: number }).n;
      const moving = count("IN ('queued', 'running', 'storing', 'paused')");
      this.over = count("NOT IN ('queued', 'running', 'storing', 'paused')");
      return moving;
    });
  }

  /** Generations that wait for a worker. */
  queued(): number {
    const sql = "SELECT count(*) n FROM Generation WHERE status = 'queued'";
    return this.read((db) => (db.prepare(sql).get() as { n: number }).n);
  }

  /** Attempts whose pictures are in the library. */
  delivered(): Set<string> {
    return this.read((db) => {
      const rows = db.prepare("SELECT DISTINCT attemptId FROM Image").all() as { attemptId: string }[];
      return new Set(rows.map(({ attemptId }) => attemptId));
    });
  }

  private read<T>(question: (db: Sqlite.Database) => T): T {
    const db = new Sqlite(`${this.ground.dataDir}/proofsheet.db`, { readonly: true, timeout: 10_000 });
    try {
      return question(db);
    } finally {
      db.close();
    }
  }

  /** Nobody presses again what was not acknowledged. */
  forget(): void {
    this.waiting.clear();
  }

  /** Changes the library behind the workers' backs; false: somebody holds its lock, perhaps while being paused. */
  touch(change: (db: Sqlite.Database) => void): boolean {
    const db = new Sqlite(`${this.ground.dataDir}/proofsheet.db`, { timeout: 200 });
    try {
      change(db);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
      return false;
    } finally {
      db.close();
    }
  }

  /**
   * Lets one worker bring to its end what is left, for so many milliseconds. Nobody lives who could renew a lease: they
   * may as well be over.
   */
  async settle(patience = SETTLE_MS): Promise<void> {
    this.touch(endLeases);
    const worker = await this.next();
    await this.settled(worker, patience);
  }

  /** Waits until nothing moves any more. `worker` is told again what nobody acknowledged. */
  async settled(worker?: Worker, patience = SETTLE_MS): Promise<void> {
    const until = Date.now() + patience;
    while ((this.look() > 0 || this.waiting.size > 0) && Date.now() < until) {
      if (worker) this.press(worker, [...this.waiting.values()]);
      await wait(250);
    }
    await this.ground.upstream.quiet();
  }

  async close(): Promise<void> {
    const all = [...this.running, ...this.spare];
    for (const worker of all) worker.signal("SIGKILL");
    await Promise.all(all.map((worker) => (worker.alive ? worker.gone : null)));
  }
}

import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Context } from "@/lib/context";
import { check, troubles } from "./checker";
import { prepareGround, wish } from "./ground";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";
import { PRICE } from "./upstream";
import { bundle, type Wish, Worker } from "./worker";

/** Processes that accept wishes and send them. */
const PROCESSES = 4;
/** Posts of one wish. */
const POSTS = 20;
/** Posts on their way at a time. */
const AT_ONCE = 400;
/** Nano-dollars that the other person may spend. */
const BUDGET = 1_000_000_000n;
interface Amount {
  wishes: number;
  /** Those of the person with the budget. */
  against: number;
}

const WHOLE: Amount = { wishes: 1000, against: 200 };
const SHORT: Amount = { wishes: 10, against: 60 };
const CONTROL: Amount = { wishes: 3, against: 60 };

/** What stands for a naive server, in the control run. */
interface Naive {
  /** Each post gets ids of its own. */
  ownIds: boolean;
  /** The budget is looked at first, and then the wish is written down. */
  lookFirst: boolean;
}

async function run({ seed }: Conditions, { wishes, against }: Amount, naive?: Naive): Promise<Outcome> {
  const ground = await prepareGround({ seed, mix: { ok: 1 }, latencyMs: 20 });
  const random = randomOf(seed + 1);
  const db = new Sqlite(`${ground.dataDir}/proofsheet.db`, { timeout: 30_000 });
  const door = new Door(ground.environment);
  try {
    await door.open();
    const made = Array.from({ length: wishes }, () => single(random));
    const posts = made.flatMap((one) =>
      Array.from({ length: POSTS }, () => (naive?.ownIds ? withIdsOfItsOwn(one) : one)),
    );
    const first = await door.post(ground.ctx, posts);
    await quiet(db);
    const calls = ground.upstream.ledger.length;

    const person: Context = { user: { id: "limited", role: "member" }, actor: "web" };
    db.prepare("INSERT INTO User (id, role) VALUES (?, 'member')").run(person.user.id);
    const limit =
      "INSERT INTO Budget (id, scope, scopeId, period, amount, updatedAt) VALUES (?, 'person', ?, 'month', ?, ?)";
    if (!naive?.lookFirst) db.prepare(limit).run(randomUUID(), person.user.id, BUDGET, new Date().toISOString());
    const more = Array.from({ length: against }, () => single(random));
    let most = 0n;
    const look = () => {
      const held = boundBy(db, person.user.id);
      if (held > most) most = held;
      return held;
    };
    const allowed = naive?.lookFirst ? more.filter(() => look() + PRICE <= BUDGET) : more;
    const watching = setInterval(look, 5);
    const second = await door.post(person, allowed);
    await quiet(db);
    clearInterval(watching);
    look();
    await ground.upstream.quiet();
    const charged = BigInt(ground.upstream.ledger.length - calls) * PRICE;
    const findings = check(ground.dataDir, ground.upstream.ledger, [...first.accepted, ...second.accepted]);
    const usd = (nano: bigint) => `$${(Number(nano) / 1e9).toFixed(3)}`;
    return {
      counts: {
        wishes,
        "posts of them": posts.length,
        "posts answered": first.answered,
        "upstream calls for them": calls,
        "wishes against $1.000": against,
        "let in": second.accepted.size,
        "most held and spent": usd(most),
        "charged for them": usd(charged),
        ...findings,
      },
      troubles: [
        ...troubles(findings),
        ...(calls === wishes ? [] : [`${calls} upstream calls for ${wishes} wishes`]),
        ...(first.refused.length ? [`refused: ${first.refused[0]}`] : []),
        ...(most > BUDGET ? [`${usd(most)} held and spent of ${usd(BUDGET)}`] : []),
        ...(charged > BUDGET ? [`${usd(charged)} charged of ${usd(BUDGET)}`] : []),
        ...(second.accepted.size === 0 ? ["nothing was let in"] : []),
      ],
    };
  } finally {
    db.close();
    await door.close();
    await ground.close();
  }
}

/** Several processes that take posts in turn. */
class Door {
  private workers: Worker[] = [];
  private answered: (setId: string, reason: string | null) => void = () => {};

  constructor(private readonly environment: Record<string, string>) {}

  async open(): Promise<void> {
    const file = await bundle("press-worker");
    this.workers = Array.from(
      { length: PROCESSES },
      () =>
        new Worker(file, this.environment, (report) => {
          if (report.kind === "accepted") this.answered(report.setId, null);
          if (report.kind === "refused") this.answered(report.setId, report.reason);
        }),
    );
    await Promise.all(this.workers.map(({ ready }) => ready));
    for (const worker of this.workers) worker.tell({ kind: "start" });
  }

  /** Posts all, with copies of one wish at the same time in all processes. Returns when all are answered. */
  async post(ctx: Context, wishes: Wish[]) {
    const accepted = new Set<string>();
    const refused: string[] = [];
    let answered = 0;
    let next = 0;
    await new Promise<void>((resolve) => {
      const send = () => {
        for (; next < wishes.length && next - answered < AT_ONCE; next++) {
          this.workers[next % PROCESSES]?.tell({ kind: "create", ctx, input: wishes[next] as Wish });
        }
        if (answered === wishes.length) resolve();
      };
      const ids = new Map(wishes.map((one) => [one.setId, one.generations.map(({ id }) => id)]));
      this.answered = (setId, reason) => {
        answered++;
        if (reason === null) for (const id of ids.get(setId) ?? []) accepted.add(id);
        else refused.push(reason);
        send();
      };
      send();
    });
    return { accepted, refused, answered };
  }

  async close(): Promise<void> {
    for (const worker of this.workers) worker.signal("SIGKILL");
    await Promise.all(this.workers.map(({ gone }) => gone));
  }
}

/** One generation a wish. */
function single(random: () => number): Wish {
  const made = wish(random);
  return { ...made, generations: made.generations.slice(0, 1) };
}

const withIdsOfItsOwn = (one: Wish): Wish => ({
  ...one,
  setId: randomUUID(),
  generations: one.generations.map((generation) => ({ ...generation, id: randomUUID() })),
});

/** What is held for a person, and what was spent, in nano-dollars. */
function boundBy(db: Sqlite.Database, userId: string): bigint {
  const sum = db
    .prepare(
      `SELECT (SELECT coalesce(sum(reserved), 0) FROM Generation WHERE userId = $id)
            + (SELECT coalesce(sum(amount), 0) FROM LedgerEntry WHERE userId = $id) AS nano`,
    )
    .safeIntegers()
    .get({ id: userId }) as { nano: bigint };
  return sum.nano;
}

async function quiet(db: Sqlite.Database): Promise<void> {
  const moving = db.prepare("SELECT count(*) n FROM Generation WHERE status IN ('queued', 'running', 'storing')");
  const until = Date.now() + 300_000;
  while ((moving.get() as { n: number }).n > 0 && Date.now() < until) await wait(100);
}

await prove({
  name: "submit",
  promise:
    "1,000 wishes, each posted 20 times at once to four processes, are exactly 1,000 paid calls; 200 at once against a budget of $1 never hold or spend more.",
  run: (conditions) => run(conditions, conditions.short ? SHORT : WHOLE),
  control: {
    without: "ids are made for each post, and the budget is looked at before the wish is written down",
    run: (conditions) => run(conditions, CONTROL, { ownIds: true, lookFirst: true }),
  },
});

import "server-only";
import { setImmediate, setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { Prisma, PrismaClient } from "@/prisma/sqlite/client/client";
import { env } from "./env";

export { Prisma };
/** What a function needs that runs inside or outside a transaction. */
export type Tx = Prisma.TransactionClient;

// Prisma compiles queries in WebAssembly, each shape once. To optimize that compiler costs V8 a second of processor after every
// start, more than all the queries that it will ever compile.
setFlagsFromString("--liftoff-only");

/** Milliseconds of statements without a pause for all else that the process does. */
const BREATH_MS = 10;
/** Milliseconds for which a statement waits until another process gives the write lock back. */
const BUSY_MS = 60_000;

class Sqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect();
    // FULL: a commit is on the disk when it returns, also through a power cut (the adapter's default in WAL would not be).
    await patiently(async () =>
      connection.executeScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
    );
    const { queryRaw, executeRaw, startTransaction } = connection;
    const begin = startTransaction.bind(connection);
    // There is one connection: a statement from outside that came between those of an open transaction would belong to it,
    // see what may never be, and be undone with it after it was answered. So everybody queues, but whoever waits for
    // another process does so outside: reads pass.
    const enter = queue();
    const inTurn = async <T>(task: (leave: () => void) => Promise<T>) => {
      await breathe();
      return patiently(() => enter(task));
    };
    connection.queryRaw = (query) => inTurn((leave) => queryRaw.call(connection, query).finally(leave));
    connection.executeRaw = (query) => inTurn((leave) => executeRaw.call(connection, query).finally(leave));
    connection.startTransaction = (level) =>
      inTurn(async (leave) => {
        try {
          return await beginImmediate(await begin(level), leave);
        } catch (error) {
          leave();
          throw error;
        }
      });
    return connection;
  }
}

let breathed = 0;

/**
 * Lets the event loop turn where statements have kept it for long: the driver is synchronous, so that all of them, also
 * those of many tasks, would run as one chain of microtasks, with no byte read and no page answered meanwhile.
 */
async function breathe(): Promise<void> {
  if (performance.now() - breathed < BREATH_MS) return;
  await setImmediate();
  breathed = performance.now();
}

/** Repeats what finds the database locked. SQLite's own waiting would stop the whole process, downloads and all. */
async function patiently<T>(step: () => Promise<T>): Promise<T> {
  const until = performance.now() + BUSY_MS;
  for (let wait = 2; ; wait = Math.min(2 * wait, 200)) {
    try {
      return await step();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await setTimeout(wait * (0.5 + Math.random()));
    }
  }
}

/** The adapter's name for SQLITE_BUSY, with all its kinds. */
const isBusy = (error: unknown) => (error as { cause?: { kind?: unknown } }).cause?.kind === "SocketTimeout";

type Transaction = Awaited<ReturnType<Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>["startTransaction"]>>;

/** Makes a transaction that has just begun an IMMEDIATE one, whose end calls `leave`. */
async function beginImmediate(transaction: Transaction, leave: () => void): Promise<Transaction> {
  const say = (sql: string) => transaction.executeRaw({ sql, args: [], argTypes: [] });
  const { commit, rollback, queryRaw } = transaction;
  transaction.queryRaw = async (query) => {
    await breathe();
    return queryRaw.call(transaction, query);
  };
  transaction.commit = () => commit.call(transaction).finally(leave);
  transaction.rollback = async () => {
    // Prisma says ROLLBACK itself, but not after a COMMIT that failed: left open, no other could ever begin.
    await say("ROLLBACK").catch(() => {});
    await rollback.call(transaction).finally(leave);
  };
  try {
    // The adapter opens deferred transactions. One that reads first and writes later throws SQLITE_BUSY whatever the
    // timeout, when another process wrote in between: take the write lock at once.
    await say("COMMIT");
    await say("BEGIN IMMEDIATE");
    return transaction;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** Lets tasks in one after the other: the next one when the one before calls `leave`. */
function queue() {
  let last: Promise<void> = Promise.resolve();
  return async <T>(task: (leave: () => void) => Promise<T>): Promise<T> => {
    const before = last;
    let leave = () => {};
    last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return task(leave);
  };
}

// Next loads a module once for pages, once for routes, once for instrumentation: only globalThis is shared.
const shared = globalThis as typeof globalThis & { proofsheetDb?: PrismaClient };

/** The database of this process. */
export function db(): PrismaClient {
  shared.proofsheetDb ??= new PrismaClient({
    adapter: new Sqlite({ url: `file:${env().databaseFile}`, timeout: 5 }),
    transactionOptions: { maxWait: BUSY_MS + 30_000, timeout: 30_000 },
  });
  return shared.proofsheetDb;
}

/** True for the violation of a unique index: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { Prisma, PrismaClient } from "@/prisma/sqlite/client/client";
import { env } from "./env";

export { Prisma };
/** What a function needs that runs inside or outside a transaction. */
export type Tx = Prisma.TransactionClient;

class Sqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect();
    // FULL: a commit is on the disk when it returns, also through a power cut (the adapter's default in WAL would not be).
    await connection.executeScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
    const { queryRaw, executeRaw, startTransaction } = connection;
    const begin = startTransaction.bind(connection);
    // There is one connection: a statement from outside that came between those of an open transaction would belong to it,
    // see what may never be, and be undone with it after it was answered. So everybody queues.
    const enter = queue();
    connection.queryRaw = (query) => enter((leave) => queryRaw.call(connection, query).finally(leave));
    connection.executeRaw = (query) => enter((leave) => executeRaw.call(connection, query).finally(leave));
    connection.startTransaction = (level) =>
      enter(async (leave) => {
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

type Transaction = Awaited<ReturnType<Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>["startTransaction"]>>;

/** Makes a transaction that has just begun an IMMEDIATE one, whose end calls `leave`. */
async function beginImmediate(transaction: Transaction, leave: () => void): Promise<Transaction> {
  try {
    // The adapter opens deferred transactions. One that reads first and writes later throws SQLITE_BUSY whatever the
    // timeout, when another process wrote in between: take the write lock at once.
    await transaction.executeRaw({ sql: "COMMIT", args: [], argTypes: [] });
    await transaction.executeRaw({ sql: "BEGIN IMMEDIATE", args: [], argTypes: [] });
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
  const { commit, rollback } = transaction;
  transaction.commit = () => commit.call(transaction).finally(leave);
  transaction.rollback = () => rollback.call(transaction).finally(leave);
  return transaction;
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
    adapter: new Sqlite({ url: `file:${env().databaseFile}`, timeout: 5000 }),
    transactionOptions: { maxWait: 15_000, timeout: 30_000 },
  });
  return shared.proofsheetDb;
}

/** True for the violation of a unique index: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

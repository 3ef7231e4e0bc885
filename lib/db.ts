import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { Prisma, PrismaClient } from "@/prisma/sqlite/client/client";
import { env } from "./env";

export { Prisma };
export type Db = PrismaClient;
/** What a function needs that runs inside or outside a transaction. */
export type Tx = Prisma.TransactionClient;

class Sqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect();
    // FULL: a commit is on the disk when it returns, also through a power cut (the adapter's default in WAL would not be).
    await connection.executeScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
    const begin = connection.startTransaction.bind(connection);
    connection.startTransaction = async (level) => {
      const transaction = await begin(level);
      try {
        // The adapter opens deferred transactions. One that reads first and writes later throws SQLITE_BUSY whatever the
        // timeout, when another process wrote in between: take the write lock at once.
        await transaction.executeRaw({ sql: "COMMIT", args: [], argTypes: [] });
        await transaction.executeRaw({ sql: "BEGIN IMMEDIATE", args: [], argTypes: [] });
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      return transaction;
    };
    return connection;
  }
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

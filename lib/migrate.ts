import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: unknown;
  rolled_back_at: unknown;
}

const LEDGER = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Brings the SQLite file up to date, making it when it is missing, and returns the names of what was applied. Keeps
 * Prisma's own ledger (`_prisma_migrations`), so that `prisma migrate deploy` elsewhere agrees. All or nothing.
 */
export function migrate(file: string, folder = join(process.cwd(), "prisma/sqlite/migrations")): string[] {
  const db = new Sqlite(file, { timeout: 30_000 });
  try {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    // A redefined table is dropped and made again: its children must not cascade away meanwhile.
    db.pragma("foreign_keys = OFF");
    // One writer migrates; whoever starts at the same time waits here and then finds it done.
    return db.transaction(() => apply(db, folder)).immediate();
  } finally {
    db.close();
  }
}

function apply(db: Sqlite.Database, folder: string): string[] {
  db.exec(LEDGER);
  const applied = db.prepare(`SELECT * FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`).all() as Applied[];
  const note = db.prepare(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES (?, ?, ?, ?, ?, 1)`,
  );
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const newer = applied.find((row) => !names.includes(row.migration_name));
  if (newer) {
    throw new Error(`The library was made by a newer version (${newer.migration_name}): update Proofsheet to open it.`);
  }
  const done: string[] = [];
  for (const name of names) {
    const row = applied.find((candidate) => candidate.migration_name === name);
    if (row) {
      if (row.finished_at == null) throw new Error(`The migration ${name} was begun elsewhere and not finished.`);
      continue;
    }
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    const started = Date.now();
    db.exec(sql);
    note.run(randomUUID(), createHash("sha256").update(sql).digest("hex"), name, started, Date.now());
    done.push(name);
  }
  if ((db.pragma("foreign_key_check") as unknown[]).length > 0) {
    throw new Error("A migration would leave dangling references; nothing was changed.");
  }
  return done;
}

import "server-only";
import { existsSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { makeDataFolder } from "@/lib/data-folder";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { migrate } from "@/lib/migrate";
import { authSecret } from "@/lib/secrets";

interface Options {
  /** Makes a database also where pictures are there already: from their records it can be filled. */
  anew?: boolean;
  /** Reads the whole database, as a start does: a damaged one is not worked with. */
  thorough?: boolean;
}

/**
 * Makes the library usable: environment, data folder, secrets, database. Throws `EnvError` for a wrong environment and
 * `AppError` for a folder or a database that cannot be used; pictures are not touched.
 */
export function prepareLibrary({ anew = false, thorough = false }: Options = {}): void {
  makeDataFolder();
  const { databaseFile, dataDir } = env();
  refuseNetworkDisk(databaseFile);
  if (!anew && !existsSync(databaseFile) && existsSync(join(dataDir, "blobs"))) {
    throw new AppError("unavailable", `The database ${databaseFile} is missing beside its pictures. ${REMEDY}`);
  }
  authSecret();
  try {
    if (thorough && existsSync(databaseFile)) checkWhole(databaseFile);
    migrate(databaseFile);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error;
    throw new AppError(
      "unavailable",
      `The database ${databaseFile} is damaged (${code}). Your pictures and their records are untouched. ${REMEDY}`,
    );
  }
}

const REMEDY = `Put a backup back ("npx proofsheet restore BACKUP --replace"); without one, move what is left of the database away and have a new one made of the records ("npx proofsheet verify --repair").`;

function checkWhole(file: string): void {
  const db = new Sqlite(file, { timeout: 30_000 });
  try {
    if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") {
      throw Object.assign(new Error("The integrity check failed."), { code: "SQLITE_CORRUPT" });
    }
  } finally {
    db.close();
  }
}

/** What Linux calls them, from `statfs(2)`. */
const NETWORK_DISKS: Record<number, string> = {
  26985: "NFS",
  20859: "SMB",
  4266872130: "SMB",
  4283649346: "CIFS",
  1397113167: "AFS",
  12805120: "Ceph",
};

/** SQLite's locks hold among processes of one machine: over a network two writers would both win. */
function refuseNetworkDisk(file: string): void {
  if (process.platform !== "linux" || !existsSync(dirname(file))) return;
  const name = NETWORK_DISKS[statfsSync(dirname(file)).type];
  if (!name) return;
  throw new AppError(
    "unavailable",
    `The database ${file} would lie on a network file system (${name}), where two processes could write at once and damage it. Let DATABASE_URL name a file on this machine's own disk; the pictures may stay where they are.`,
  );
}

import "server-only";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { makeDataFolder } from "@/lib/data-folder";
import { db } from "@/lib/db";
import { dataFolder, env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { prepareLibrary } from "@/lib/library";
import { sync } from "@/lib/storage/disk";
import { blobKey } from "@/lib/storage/keys";
import { bring, digest, filesBelow, inTurn, look, syncFolders } from "./files";
import { readManifest } from "./manifest";
import { filesNamedBy, type KnownFile, nameOf } from "./snapshot";
import { type Verified, verify } from "./verify";

export interface Restored {
  /** When the backup was made, ISO 8601. */
  at: string;
  /** Pictures of the backup. */
  pictures: number;
  /** Where what it replaced lies now; null: there was nothing. */
  setAside: string | null;
  /** Generations that waited in the backup and will not be sent. */
  stopped: number;
  verified: Verified[];
}

/**
 * Puts a backup in the library's place. The pictures and records that the library has are kept, so that what was made since
 * the backup is found again; its database is set aside, never deleted. Refuses a library that is in use, and one that holds
 * anything unless it may `replace` it. Ended at any place it can be run again. Throws `AppError`.
 */
export async function restore(folder: string, { replace = false } = {}): Promise<Restored> {
  const manifest = await readManifest(folder);
  const copy = join(folder, manifest.database);
  if (!(await look(copy)) || (await digest(copy)) !== manifest.sha256) {
    throw new AppError("invalid", `The database of the backup ${folder} is missing or damaged. Nothing was changed.`);
  }
  const files = filesNamedBy(copy);
  makeDataFolder();
  const { databaseFile, dataDir } = env();
  if (existsSync(databaseFile)) {
    if (!replace) {
      throw new AppError(
        "conflict",
        `There is a library in ${dataDir} already. Nothing was changed. --replace sets its database aside.`,
      );
    }
    refuseWhileInUse(databaseFile);
  }
  const aside = join(dataDir, "replaced", nameOf(new Date()));
  await bringFiles(folder, files, aside);
  // The database comes last: from then on everything that it names is there.
  const next = `${databaseFile}.next`;
  await copyFile(copy, next);
  await sync(next);
  await setDatabaseAside(databaseFile, aside);
  await rename(next, databaseFile);
  await sync(dirname(databaseFile));
  prepareLibrary();
  const verified = await verify({ repair: true });
  const stopped = await stopWaiting();
  return {
    at: manifest.at,
    pictures: manifest.pictures,
    setAside: existsSync(aside) ? aside : null,
    stopped,
    verified,
  };
}

/** Every process that uses a database in WAL mode holds a lock on it: leaving that mode needs to be alone. */
function refuseWhileInUse(file: string): void {
  let db: Sqlite.Database | null = null;
  try {
    db = new Sqlite(file, { timeout: 0, fileMustExist: true });
    db.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) return;
    throw new AppError("conflict", "The library is in use: stop the server first. Nothing was changed.");
  } finally {
    db?.close();
  }
}

/** What the library has already stays; a picture that is not what it should be is set aside. */
async function bringFiles(folder: string, files: KnownFile[], aside: string): Promise<void> {
  const { dataDir } = env();
  const brought: string[] = [];
  await inTurn(files, async ({ sha256, bytes }) => {
    const [source, target] = [join(folder, blobKey(sha256)), join(dataDir, blobKey(sha256))];
    const there = await look(target);
    if (there?.size === bytes || (await look(source))?.size !== bytes) return;
    if (there) await setAside(target, aside);
    await bring(source, target);
    brought.push(target);
  });
  for (const kind of ["thumbs", "records"]) {
    await inTurn(await filesBelow(join(folder, kind)), async (name) => {
      const target = join(dataDir, kind, name);
      if (await look(target)) return;
      await bring(join(folder, kind, name), target);
      brought.push(target);
    });
  }
  const spool = dataFolder("spool");
  const answers = existsSync(join(folder, "spool")) ? await readdir(join(folder, "spool")) : [];
  await inTurn(answers, async (name) => {
    if (await look(join(spool, name))) return;
    await bring(join(folder, "spool", name), join(spool, name));
    brought.push(join(spool, name));
  });
  await syncFolders(brought);
}

/** The log goes with its database: SQLite would play it back into any other of that name. */
async function setDatabaseAside(file: string, aside: string): Promise<void> {
  for (const path of [`${file}-shm`, `${file}-wal`, file]) if (existsSync(path)) await setAside(path, aside);
}

async function setAside(path: string, aside: string): Promise<void> {
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await rename(path, join(aside, basename(path)));
}

/** What waited when the backup was made may have been canceled or asked for anew since: a person decides whether it is sent. */
async function stopWaiting(): Promise<number> {
  await db().generation.updateMany({
    where: { status: { in: ["running", "storing"] } },
    data: { cancelRequestedAt: new Date() },
  });
  const { count } = await db().generation.updateMany({
    where: { status: { in: ["queued", "paused"] } },
    data: {
      status: "failed",
      finishedAt: new Date(),
      reserved: 0n,
      errorCode: "restored",
      errorMessage:
        "It was waiting when the backup was made that has been restored. Nothing was sent since, and nothing was charged. Generate it again if you still want it.",
    },
  });
  return count;
}

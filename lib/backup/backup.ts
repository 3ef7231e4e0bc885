import "server-only";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { dataFolder, env } from "@/lib/env";
import { AppError, invalid } from "@/lib/errors";
import { blobKey, thumbKey } from "@/lib/storage/keys";
import { bring, digest, filesBelow, inTurn, look, syncFolders } from "./files";
import { type Manifest, writeManifest } from "./manifest";
import { filesNamedBy, nameOf, takeSnapshot, undeliveredIn } from "./snapshot";

/** A backup that was made and checked. */
export interface BackedUp extends Manifest {
  /** Files that were not in the folder before. */
  added: number;
}

/**
 * Copies the library into a folder while it is in use: the database as of one moment, then every file it names, which are
 * never changed or removed. A folder that holds an earlier backup gets what is new. The last thing written is the manifest:
 * whatever ends it, what was there before is still a whole backup. Throws `AppError`.
 */
export async function backup(folder: string): Promise<BackedUp> {
  const { dataDir, databaseFile } = env();
  if (resolve(folder) === dataDir) throw invalid("The backup needs a folder of its own.");
  const at = new Date();
  const database = `library-${nameOf(at)}.db`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, database);
  await takeSnapshot(databaseFile, copy);
  const files = filesNamedBy(copy);
  const added: string[] = [];
  const add = async (name: string, isThere: (target: string) => Promise<boolean>) => {
    const [source, target] = [join(dataDir, name), join(folder, name)];
    if (await isThere(target)) return;
    await bring(source, target);
    added.push(target);
  };
  await inTurn(files, ({ sha256, bytes }) =>
    add(blobKey(sha256), async (target) => {
      if ((await look(target))?.size === bytes) return true;
      if ((await look(join(dataDir, blobKey(sha256))))?.size === bytes) return false;
      throw new AppError(
        "unavailable",
        `The picture ${blobKey(sha256)} is missing or damaged: see "proofsheet verify". What the backup had before is still there.`,
      );
    }),
  );
  const exists = async (target: string) => (await look(target)) !== null;
  const thumbs = await filesBelow(dataFolder("thumbs"));
  const named = new Set(files.map(({ sha256 }) => thumbKey(sha256)));
  await inTurn(
    thumbs.map((name) => `thumbs/${name}`).filter((name) => named.has(name)),
    (name) => add(name, exists),
  );
  // A record is written anew when a look-up finds out more.
  const isNewest = (name: string) => async (target: string) => {
    const [ours, theirs] = [await look(join(dataDir, name)), await look(target)];
    return theirs !== null && ours !== null && theirs.mtimeMs >= ours.mtimeMs;
  };
  const records = (await filesBelow(dataFolder("records"))).filter((name) => name.endsWith(".json"));
  await inTurn(
    records.map((name) => `records/${name}`),
    (name) => add(name, isNewest(name)),
  );
  const spool = await readdir(dataFolder("spool"));
  const undelivered = undeliveredIn(copy).flatMap((id) => [`${id}.done`, `${id}.part`]);
  await inTurn(
    undelivered.filter((name) => spool.includes(name)).map((name) => `spool/${name}`),
    (name) => add(name, exists),
  );
  await syncFolders([copy, ...added]);
  const manifest: Manifest = {
    version: 1,
    at: at.toISOString(),
    database,
    sha256: await digest(copy),
    pictures: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  await writeManifest(folder, manifest);
  for (const name of await readdir(folder)) {
    if (/^library-.+\.db/.test(name) && name !== database) await rm(join(folder, name));
  }
  return { ...manifest, added: added.length };
}

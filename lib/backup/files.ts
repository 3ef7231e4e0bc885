import "server-only";
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, link, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sync } from "@/lib/storage/disk";

/** Names of files below a folder's folders, such as `ab/NAME`; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const folders = await readdir(folder).catch(absent);
  const names = await inTurn(folders ?? [], async (name) =>
    (await readdir(join(folder, name))).map((file) => `${name}/${file}`),
  );
  return names.flat();
}

/** Null: there is no such file. */
export const look = (path: string) => stat(path).catch(absent);

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

/**
 * Gives a file that is never written to again a second name, or where that cannot be a copy. `target` is there whole or not
 * at all; its folder is still to be forced to the disk.
 */
export async function bring(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const aside = `${target}.next`;
  await rm(aside, { force: true });
  try {
    await link(source, aside);
  } catch (error) {
    // Another disk, or one without links.
    if (!["EXDEV", "EPERM", "EMLINK", "ENOTSUP", "EOPNOTSUPP"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
    await copyFile(source, aside, constants.COPYFILE_FICLONE);
    await sync(aside);
  }
  await rename(aside, target);
}

/** Forces the folders of these files to the disk. */
export async function syncFolders(paths: string[]): Promise<void> {
  await inTurn([...new Set(paths.map(dirname))], sync);
}

/** SHA-256 in hex. */
export async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** A few at a time, in order. */
export async function inTurn<T, R>(all: T[], task: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += 32) results.push(...(await Promise.all(all.slice(at, at + 32).map(task))));
  return results;
}

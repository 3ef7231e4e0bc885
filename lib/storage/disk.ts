import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Storage } from "./storage";

export function diskStorage(root: string): Storage {
  const bytesOf = async (path: string) => {
    try {
      return (await stat(path)).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  };
  const durable = new Set<string>();
  /** Makes a folder whose own name survives a power cut, and those above it. */
  const makeFolder = async (folder: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (durable.has(folder)) return;
    for (let path = folder; path !== root; path = dirname(path)) await sync(dirname(path));
    durable.add(folder);
  };
  return {
    async take(path, key) {
      const target = join(root, key);
      const folder = dirname(target);
      await makeFolder(folder);
      // Whoever put it there may have died before its name was on the disk.
      if ((await bytesOf(target)) !== null) {
        await sync(folder);
        return rm(path);
      }
      await sync(path);
      await rename(path, target);
      await sync(folder);
    },
    async open(key, range) {
      const path = join(root, key);
      const bytes = await bytesOf(path);
      return bytes === null ? null : { stream: createReadStream(path, range), bytes };
    },
    async localPath(key) {
      const path = join(root, key);
      return (await bytesOf(path)) === null ? null : path;
    },
  };
}

/** Forces a file's bytes, or a folder's names, to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

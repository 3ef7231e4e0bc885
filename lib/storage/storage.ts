import "server-only";
import type { Readable } from "node:stream";
import { dataFolder } from "@/lib/env";
import { diskStorage } from "./disk";

/** The storage could not be used: trouble of the place, not of the bytes. */
export class StorageError extends Error {
  override name = "StorageError";
}

/** Keeps immutable bytes by key. Keys come from `keys.ts`. Its methods throw `StorageError`, or a system call's error. */
export interface Storage {
  /**
   * Takes the local file `path` into the storage under `key` and leaves nothing at `path`. When it returns, the bytes
   * survive a power cut. A key that is there already is left alone: the same key means the same bytes.
   */
  take(path: string, key: string): Promise<void>;
  /** `range` in bytes, both ends included. Null: nothing has this key. */
  open(key: string, range?: { start: number; end: number }): Promise<{ stream: Readable; bytes: number } | null>;
  /** A local path to read the bytes from, for libraries that want one. Null: nothing has this key. */
  localPath(key: string): Promise<string | null>;
}

const shared = globalThis as typeof globalThis & { proofsheetStorage?: Storage };

export function storage(): Storage {
  shared.proofsheetStorage ??= diskStorage(dataFolder());
  return shared.proofsheetStorage;
}

import "server-only";
import { createReadStream } from "node:fs";
import { type FileHandle, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/env";
import { passing } from "@/lib/steps";
import { sync } from "@/lib/storage/disk";

/** Bytes reserved on the disk for one answer before its request leaves: a 25 MB picture as base64, with room to spare. */
const LANDING_BYTES = 48 * 1024 * 1024;
/** Bytes that must be free: beside the answer there is the picture's own file, its thumbnail and the database. */
export const FREE_MIN_BYTES = LANDING_BYTES + 128 * 1024 * 1024;
const ZEROS = Buffer.alloc(1024 * 1024);

/** There is no room on the disk for the answer: nothing was sent. */
export class NoRoomError extends Error {
  override name = "NoRoomError";
}

/** What is known of an answer before its body: the spool file's first line. */
export interface Head {
  status: number;
  headers: Record<string, string>;
}

const FILES = ["request", "wish", "part", "done", "preview"] as const;
export type SpoolFile = (typeof FILES)[number];

/** `request` the exact body sent · `wish` the record of what it is for · `part` an answer arriving · `done` an answer complete · `preview` its newest partial picture. */
export function spoolPath(attemptId: string, file: SpoolFile): string {
  // The data folder is known at run time only: without the mark the build would copy the whole project for it.
  return join(/* turbopackIgnore: true */ dataFolder("spool"), `${attemptId}.${file}`);
}

/** Takes the landing room of an attempt. Throws `NoRoomError`. */
export async function takeLandingRoom(attemptId: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataFolder("spool"));
  if (bavail * bsize < FREE_MIN_BYTES) throw new NoRoomError("The disk is nearly full.");
  const path = spoolPath(attemptId, "part");
  try {
    const file = await open(path, "wx", 0o600);
    try {
      for (let at = 0; at < LANDING_BYTES; at += ZEROS.length) await file.write(ZEROS, 0, ZEROS.length, at);
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    if (["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw new NoRoomError("The disk is full.");
    }
    throw error;
  }
}

/** The answer of one attempt on its way to the disk. */
export class Landing {
  private constructor(
    private readonly attemptId: string,
    private readonly file: FileHandle,
    /** Where the next byte goes; the body's offsets count from the file's beginning. */
    public position: number,
  ) {}

  /** Opens the landing room and writes the head. */
  static async begin(attemptId: string, head: Head): Promise<Landing> {
    const landing = new Landing(attemptId, await open(spoolPath(attemptId, "part"), "r+"), 0);
    await landing.write(Buffer.from(`${JSON.stringify(head)}\n`));
    return landing;
  }

  async write(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.position);
      done += bytesWritten;
      this.position += bytesWritten;
    }
  }

  /** Makes a complete answer survive a power cut: file, then name. */
  async complete(): Promise<void> {
    await this.abandon();
    passing("spooled");
    await markDone(this.attemptId);
    passing("renamed");
  }

  /** Leaves an answer that broke off as it is, without the unused room. */
  async abandon(): Promise<void> {
    try {
      await this.file.truncate(this.position);
      await this.file.sync();
    } finally {
      await this.file.close();
    }
  }
}

async function markDone(attemptId: string): Promise<void> {
  await rename(spoolPath(attemptId, "part"), spoolPath(attemptId, "done"));
  await sync(dataFolder("spool"));
}

/** An answer found in the spool. `end` is where its bytes end: behind it lies unused landing room. */
export interface Spooled {
  path: string;
  head: Head | null;
  bodyStart: number;
  end: number;
}

/** What lies in the spool for an attempt; null: nothing. */
export async function findSpooled(attemptId: string): Promise<Spooled | null> {
  for (const name of ["done", "part"] as const) {
    const path = spoolPath(attemptId, name);
    const file = await open(/* turbopackIgnore: true */ path, "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (!file) continue;
    try {
      const end = await endOfText(file);
      const first = Buffer.alloc(Math.min(end, 64 * 1024));
      await file.read(first, 0, first.length, 0);
      const newline = first.indexOf("\n");
      const head = newline === -1 ? null : parseHead(first.toString("utf8", 0, newline));
      return { path, head, bodyStart: newline + 1, end };
    } finally {
      await file.close();
    }
  }
  return null;
}

/** The body of a spooled answer, with the offset of each piece. */
export async function* spooledBody({
  path,
  bodyStart,
  end,
}: Spooled): AsyncGenerator<{ bytes: Buffer; offset: number }> {
  if (end <= bodyStart) return;
  let offset = bodyStart;
  for await (const piece of createReadStream(path, { start: bodyStart, end: end - 1 })) {
    yield { bytes: piece as Buffer, offset };
    offset += (piece as Buffer).length;
  }
}

/** Removes an attempt's files, or those named. */
export async function clearSpool(attemptId: string, files: readonly SpoolFile[] = FILES): Promise<void> {
  for (const file of files) await rm(spoolPath(attemptId, file), { force: true });
}

function parseHead(line: string): Head | null {
  try {
    return JSON.parse(line) as Head;
  } catch {
    return null;
  }
}

/** Neither JSON nor an event stream holds a zero byte: the first one from the end backwards ends the text. */
async function endOfText(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const block = Buffer.alloc(1024 * 1024);
  for (let to = size; to > 0; ) {
    const from = Math.max(0, to - block.length);
    const { bytesRead } = await file.read(block, 0, to - from, from);
    for (let at = bytesRead - 1; at >= 0; at--) if (block[at] !== 0) return from + at + 1;
    to = from;
  }
  return 0;
}

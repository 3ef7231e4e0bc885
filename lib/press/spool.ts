import "server-only";
import { constants, createReadStream } from "node:fs";
import { type FileHandle, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { reasonOf } from "@/lib/egress";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { passing } from "@/lib/steps";
import { sync } from "@/lib/storage/disk";

/** Bytes reserved on the disk for one answer before its request leaves: a 25 MB picture as base64, with room to spare. */
const LANDING_BYTES = 48 * 1024 * 1024;
/** Bytes that must be free: beside the answer there is the picture's own file, its thumbnail and the database. */
export const FREE_MIN_BYTES = LANDING_BYTES + 128 * 1024 * 1024;
const ZEROS = Buffer.alloc(8 * 1024 * 1024);
/** Milliseconds before each repetition of what the disk refused while a call is under way: it cannot be made again. */
const AGAIN_MS = [10, 100, 1000];

/** There is no room on the disk for the answer: nothing was sent. */
export class NoRoomError extends Error {
  override name = "NoRoomError";
}

/** What is known of an answer before its body: the spool file's first line. */
export interface Head {
  status: number;
  headers: Record<string, string>;
}

const FILES = ["request", "wish", "room", "part", "done", "preview"] as const;
/**
 * `request` the exact body sent · `wish` the record of what it is for · `room` the room of an answer that has not begun ·
 * `part` an answer arriving · `done` an answer complete · `preview` its newest partial picture.
 */
export type SpoolFile = (typeof FILES)[number];

/** Where a file of an attempt lies. */
export function spoolPath(attemptId: string, file: SpoolFile): string {
  // The data folder is known at run time only: without the mark the build would copy the whole project for it.
  return join(/* turbopackIgnore: true */ dataFolder("spool"), `${attemptId}.${file}`);
}

/** Takes the landing room of an attempt. Throws `NoRoomError`. */
export async function takeLandingRoom(attemptId: string): Promise<void> {
  await demandFree(FREE_MIN_BYTES);
  try {
    const file = await open(spoolPath(attemptId, "room"), "wx", 0o600);
    try {
      for (let at = 0; at < LANDING_BYTES; ) {
        at += (await file.write(ZEROS, 0, Math.min(ZEROS.length, LANDING_BYTES - at), at)).bytesWritten;
      }
    } finally {
      await file.close();
    }
    // Others may have found the same bytes free at the same time: what counts is what is left now.
    await demandFree(FREE_MIN_BYTES - LANDING_BYTES);
  } catch (error) {
    await clearSpool(attemptId, ["room"]);
    if (["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw new NoRoomError("The disk is full.");
    }
    throw error;
  }
}

async function demandFree(bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dataFolder("spool"));
  if (bavail * bsize < bytes) throw new NoRoomError("The disk is nearly full.");
}

/** The disk goes on failing. */
class DiskError extends Error {
  override name = "DiskError";
  constructor(readonly code: string) {
    super(code);
  }
}

/** Repeats what the disk refused. Throws `DiskError`. */
async function again<T>(step: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await step();
    } catch (error) {
      const wait = AGAIN_MS[tries];
      if (wait === undefined) throw new DiskError(`the disk failed: ${reasonOf(error)}`);
      await setTimeout(wait);
    }
  }
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code !== "ENOENT") throw error;
  return null;
}

/** The exact body to send. Throws `DiskError` before anything was read; what the disk refuses later is tried a few times. */
export async function openRequest(attemptId: string): Promise<Readable> {
  const file = await again(() => open(spoolPath(attemptId, "request")));
  let at = 0;
  return new Readable({
    read(size) {
      const buffer = Buffer.allocUnsafe(size);
      again(() => file.read(buffer, 0, size, at)).then(
        ({ bytesRead }) => {
          at += bytesRead;
          this.push(bytesRead > 0 ? buffer.subarray(0, bytesRead) : null);
        },
        (error) => this.destroy(error),
      );
    },
    // It was read: that it cannot be closed must not end a call that is paid.
    destroy(error, done) {
      file.close().then(
        () => done(error),
        () => done(error),
      );
    },
  });
}

/** The answer of one attempt on its way to the disk. What the disk refuses is tried a few times. */
export class Landing {
  private constructor(
    private readonly attemptId: string,
    private readonly file: FileHandle,
    /** Where the next byte goes; the body's offsets count from the file's beginning. */
    public position: number,
  ) {}

  /** Opens the landing room and writes the head. */
  static async begin(attemptId: string, head: Head): Promise<Landing> {
    const path = spoolPath(attemptId, "part");
    // By its name nobody who gives up the room of a call that is thought lost takes the place of an answer.
    await again(() => rename(spoolPath(attemptId, "room"), path).catch(unlessGone)).catch((error) =>
      log.warn("press.room_lost", { attempt: attemptId, error }),
    );
    const file = await again(() => open(path, constants.O_RDWR | constants.O_CREAT, 0o600));
    const landing = new Landing(attemptId, file, 0);
    await landing.write(Buffer.from(`${JSON.stringify(head)}\n`));
    return landing;
  }

  async write(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await again(() => this.file.write(bytes, done, bytes.length - done, this.position));
      done += bytesWritten;
      this.position += bytesWritten;
    }
  }

  /** Makes a complete answer survive a power cut: file, then name. */
  async complete(): Promise<void> {
    await this.abandon();
    passing("spooled");
    await again(() => rename(spoolPath(this.attemptId, "part"), spoolPath(this.attemptId, "done")));
    await again(() => sync(dataFolder("spool")));
    passing("renamed");
  }

  /** Leaves an answer that broke off as it is, without the unused room. */
  async abandon(): Promise<void> {
    try {
      await again(() => this.file.truncate(this.position));
      await again(() => this.file.sync());
    } finally {
      await this.file.close();
    }
  }
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
    const file = await open(/* turbopackIgnore: true */ path, "r").catch(unlessGone);
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

/** Removes an attempt's files, or those named. What cannot be removed is left to the sweep. */
export async function clearSpool(attemptId: string, files: readonly SpoolFile[] = FILES): Promise<void> {
  for (const file of files) {
    await rm(spoolPath(attemptId, file), { force: true }).catch((error) =>
      log.warn("press.spool_not_cleared", { attempt: attemptId, file, error }),
    );
  }
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

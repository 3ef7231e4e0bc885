import "server-only";
import { access, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { TOTAL_MS } from "./schedule";
import { findSpooled, spoolPath } from "./spool";

const DAY_MS = 24 * 60 * 60 * 1000;
/** No call lives longer: after this a room belongs to nobody. */
const ROOM_MS = 2 * TOTAL_MS;

/**
 * Clears the spool of what is a day old and of no more use: files of attempts that ended a day ago, and those without an
 * attempt, which a process that died left behind, with its landing rooms. An answer that may have been paid and did not
 * reach the library is kept: it is the only witness of what arrived. So is all that belongs to a wish without an attempt:
 * the database is older.
 */
export async function sweep(): Promise<void> {
  const folder = dataFolder("spool");
  for (const name of await readdir(folder)) {
    await sweepOne(join(folder, name), name).catch((error) => log.warn("press.not_swept", { name, error }));
  }
}

async function sweepOne(path: string, name: string): Promise<void> {
  const before = Date.now() - DAY_MS;
  const changed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    // Gone meanwhile.
    () => Number.POSITIVE_INFINITY,
  );
  const over = name.endsWith(".room")
    ? changed < Date.now() - ROOM_MS
    : changed < before && (await isOver(name, before));
  if (over) await rm(path, { force: true });
}

async function isOver(name: string, before: number): Promise<boolean> {
  const [id = "", kind] = name.split(".");
  const attempt = await db().attempt.findUnique({ where: { id } });
  if (!attempt) return !(await wasSent(id));
  if (!attempt.settledAt || attempt.settledAt.getTime() > before) return false;
  const delivered = attempt.outcome === "succeeded" || attempt.outcome === "not_a_picture";
  if (delivered || attempt.charged === "no" || (kind !== "part" && kind !== "done")) return true;
  return !(await findSpooled(id))?.head;
}

const wasSent = (attemptId: string): Promise<boolean> =>
  access(spoolPath(attemptId, "wish")).then(
    () => true,
    () => false,
  );

import "server-only";
import { access, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { findSpooled, spoolPath } from "./spool";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Clears the spool of what is a day old and of no more use: files of attempts that ended a day ago, and those without an
 * attempt, which a process that died left behind. An answer that may have been paid and did not reach the library is kept:
 * it is the only witness of what arrived. So is all that belongs to a wish without an attempt: the database is older.
 */
export async function sweep(): Promise<void> {
  const before = Date.now() - DAY_MS;
  const folder = dataFolder("spool");
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      // Gone meanwhile.
      () => Number.POSITIVE_INFINITY,
    );
    if (changed < before && (await isOver(name, before))) await rm(path, { force: true });
  }
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

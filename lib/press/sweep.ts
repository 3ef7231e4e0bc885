import "server-only";
import { stat } from "node:fs/promises";
import { db } from "@/lib/db";
import { clearSpool, type SpoolFile, spooledAttempts, spoolPath } from "./spool";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Clears the spool of attempts that ended a day ago with everything known. The answer of any other one is kept: it is the
 * only witness of what arrived.
 */
export async function sweep(): Promise<void> {
  for (const id of await spooledAttempts()) {
    const attempt = await db().attempt.findUnique({ where: { id }, select: { settledAt: true, charged: true } });
    if (attempt ? (attempt.settledAt?.getTime() ?? Number.POSITIVE_INFINITY) < Date.now() - DAY_MS : await isOld(id)) {
      await clearSpool(id, attempt?.charged === "unknown" ? ["request", "preview"] : undefined);
    }
  }
}

/** Files without an attempt: a process died between preparing a request and claiming its generation. */
async function isOld(id: string): Promise<boolean> {
  const files: SpoolFile[] = ["request", "part"];
  const times = await Promise.all(
    files.map((file) =>
      stat(spoolPath(id, file)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times) < Date.now() - DAY_MS;
}

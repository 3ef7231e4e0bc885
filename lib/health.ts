import "server-only";
import { checkDataFolder, freeBytes } from "@/lib/data-folder";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { pressHealth } from "@/lib/press/loop";
import { FREE_MIN_BYTES } from "@/lib/press/spool";

/** Whether the program can do its work: null, or one sentence why not, without paths or secrets. */
export async function healthProblem(): Promise<string | null> {
  const press = pressHealth();
  return (
    (await problem("The data folder cannot be written to.", checkDataFolder)) ??
    (freeBytes() < FREE_MIN_BYTES ? "The disk of the data folder is nearly full." : null) ??
    (await problem("The database does not answer.", () => db().$queryRaw`SELECT 1`)) ??
    (press.ok ? null : `The paid path is not ready: ${press.reason}.`)
  );
}

async function problem(reason: string, check: () => unknown): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    log.error("health.failed", { error });
    return reason;
  }
}

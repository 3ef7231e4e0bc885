import "server-only";
import { setTimeout } from "node:timers/promises";
import { closing } from "@/lib/closing";
import { checkDataFolder, freeBytes } from "@/lib/data-folder";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { pressHealth } from "@/lib/press/loop";
import { FREE_MIN_BYTES } from "@/lib/press/spool";

/** Until a database that is busy counts as one that does not answer. */
const DATABASE_MS = 3000;

/**
 * Whether this process lives and its press comes round: null, or one sentence why not. What a new start would not mend, as
 * a full disk, is no reason to end it: paid answers may be arriving.
 */
export function healthProblem(): string | null {
  const { stuck } = pressHealth();
  return stuck && !closing().signal.aborted ? `The paid path is not ready: ${stuck}.` : null;
}

/** Whether the program can do its work and should be sent more of it: null, or one sentence why not, without paths or secrets. */
export async function readyProblem(): Promise<string | null> {
  if (closing().signal.aborted) return STOPPING;
  const { fault } = pressHealth();
  return (
    (await problem("The data folder cannot be written to.", checkDataFolder)) ??
    (await problem("The disk of the data folder is nearly full.", room)) ??
    (await problem("The database does not answer.", answers)) ??
    healthProblem() ??
    (fault && `The paid path is not ready: ${fault}.`)
  );
}

const STOPPING = "The server is stopping.";

function room(): void {
  if (freeBytes() < FREE_MIN_BYTES) throw new Error("There is no room for another answer.");
}

async function answers(): Promise<void> {
  const late = new AbortController();
  const patience = setTimeout(DATABASE_MS, null, { signal: late.signal }).then(() => {
    throw new Error("It did not answer in time.");
  });
  await Promise.race([db().$queryRaw`SELECT 1`, patience]).finally(() => {
    patience.catch(() => {});
    late.abort();
  });
}

async function problem(reason: string, check: () => unknown): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    log.error("ready.failed", { error });
    return reason;
  }
}

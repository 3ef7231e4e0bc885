import "server-only";
import { setTimeout } from "node:timers/promises";
import { watchAddresses } from "@/lib/auth/address";
import { ensureOwner } from "@/lib/auth/owner";
import { createSetupLink } from "@/lib/auth/setup";
import { closing } from "@/lib/closing";
import { env, OPENROUTER_API } from "@/lib/env";
import { endWatching } from "@/lib/generations/watch";
import { prepareLibrary } from "@/lib/library";
import { log } from "@/lib/log";
import { startCatalog } from "@/lib/models/catalog-store";
import { startPress, stopPress } from "@/lib/press/loop";
import { pauseOthers } from "@/lib/press/pause-others";
import { endLostHelp } from "@/lib/prompts/end-lost";
import { lookUpLeft } from "@/lib/prompts/look-up-help";
import { adoptRecords } from "@/lib/records/adopt";

/** Milliseconds until what failed after a start is tried again. */
const AGAIN_MS = 10_000;

/** What `scripts/start.mjs`, which is not bundled, may ask of the server it runs in. */
interface Running {
  /** The link with which the owner sets up the account; null once that is done. `origin` without a trailing slash. */
  setupLink(origin: string): Promise<string | null>;
  /** Brings what an earlier process left in order, then begins with paid work: after the first answer, which it would hold up. */
  work(): Promise<void>;
  /** Claims no more work and waits up to `drainMs` for what runs; pages and new wishes, which wait for the next server, go on. */
  stop(drainMs: number): Promise<void>;
}

const shared = globalThis as typeof globalThis & { proofsheet?: Running; proofsheetBoot?: Promise<void> };

/** Starts the server's share of the program, once a process. Throws what `prepareLibrary` throws. */
export function boot(): Promise<void> {
  shared.proofsheetBoot ??= start();
  return shared.proofsheetBoot;
}

async function start(): Promise<void> {
  watchAddresses();
  prepareLibrary();
  warnOfNoKey();
  await ensureOwner();
  await startCatalog();
  shared.proofsheet = { setupLink: createSetupLink, work, stop };
}

/** Until the press starts the server says that it is not ready; what fails is tried again. */
async function work(): Promise<void> {
  while (!closing().signal.aborted) {
    try {
      // Before the press claims: what an older database still has queued may have been sent.
      await adoptRecords();
      await pauseOthers();
      await endLostHelp();
      await lookUpLeft();
      if (!closing().signal.aborted) startPress();
      return;
    } catch (error) {
      log.error("start.not_in_order", { error });
      await setTimeout(AGAIN_MS);
    }
  }
}

/** What ends while work is drained is still told to every tab. */
async function stop(drainMs: number): Promise<void> {
  closing().abort();
  await stopPress(drainMs);
  await endWatching();
}

/** Whoever names a server expects it to be asked. */
function warnOfNoKey(): void {
  const { apiKey, baseUrl } = env();
  if (apiKey || baseUrl === OPENROUTER_API) return;
  const says =
    "OPENROUTER_BASE_URL is set, but OPENROUTER_API_KEY is not: only people with a key of their own reach that server, for all others the sandbox paints.";
  log.warn("start.base_url_without_key", { says });
}

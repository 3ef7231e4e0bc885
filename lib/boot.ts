import "server-only";
import { watchAddresses } from "@/lib/auth/address";
import { ensureOwner } from "@/lib/auth/owner";
import { createSetupLink } from "@/lib/auth/setup";
import { prepareLibrary } from "@/lib/library";
import { startCatalog } from "@/lib/models/catalog-store";
import { startPress, stopPress } from "@/lib/press/loop";
import { pauseOthers } from "@/lib/press/pause-others";

/** What `scripts/start.mjs`, which is not bundled, may ask of the server it runs in. */
interface Running {
  /** The link with which the owner sets up the account; null once that is done. `origin` without a trailing slash. */
  setupLink(origin: string): Promise<string | null>;
  /** Claims no more work and waits up to `drainMs` for what runs. */
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
  await ensureOwner();
  startCatalog();
  await pauseOthers();
  startPress();
  shared.proofsheet = { setupLink: createSetupLink, stop: stopPress };
}

import "server-only";
import { watchAddresses } from "@/lib/auth/address";
import { ensureOwner } from "@/lib/auth/owner";
import { createSetupLink } from "@/lib/auth/setup";
import { checkDataFolder } from "@/lib/data-folder";
import { env } from "@/lib/env";
import { migrate } from "@/lib/migrate";
import { startCatalog } from "@/lib/models/catalog-store";
import { startPress, stopPress } from "@/lib/press/loop";
import { authSecret } from "@/lib/secrets";

/** What `scripts/start.mjs`, which is not bundled, may ask of the server it runs in. */
interface Running {
  /** The link with which the owner sets up the account; null once that is done. `origin` without a trailing slash. */
  setupLink(origin: string): Promise<string | null>;
  /** Claims no more work and waits up to `drainMs` for what runs. */
  stop(drainMs: number): Promise<void>;
}

const shared = globalThis as typeof globalThis & { proofsheet?: Running; proofsheetBoot?: Promise<void> };

/**
 * Makes the library usable: environment, data folder, secrets, database, owner. Returns the owner's id. Throws `EnvError`
 * for a wrong environment and `AppError` for a folder that cannot be used.
 */
export async function prepareLibrary(): Promise<string> {
  checkDataFolder();
  authSecret();
  migrate(env().databaseFile);
  return (await ensureOwner()).id;
}

/** Starts the server's share of the program, once a process. */
export function boot(): Promise<void> {
  shared.proofsheetBoot ??= start();
  return shared.proofsheetBoot;
}

async function start(): Promise<void> {
  watchAddresses();
  await prepareLibrary();
  startCatalog();
  startPress();
  shared.proofsheet = { setupLink: createSetupLink, stop: stopPress };
}

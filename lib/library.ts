import "server-only";
import { makeDataFolder } from "@/lib/data-folder";
import { env } from "@/lib/env";
import { migrate } from "@/lib/migrate";
import { authSecret } from "@/lib/secrets";

/**
 * Makes the library usable: environment, data folder, secrets, database. Throws `EnvError` for a wrong environment and
 * `AppError` for a folder that cannot be used.
 */
export function prepareLibrary(): void {
  makeDataFolder();
  authSecret();
  migrate(env().databaseFile);
}

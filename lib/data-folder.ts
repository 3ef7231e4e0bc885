import "server-only";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, env } from "./env";
import { AppError } from "./errors";

/** Makes the data folder and proves that it takes files. Throws `AppError` (unavailable), one sentence. */
export function makeDataFolder(): void {
  explain(() => dataFolder());
  checkDataFolder();
}

/** Proves that the data folder is there, as a disk that was unmounted is not, and takes files. Throws as `makeDataFolder`. */
export function checkDataFolder(): void {
  explain(() => {
    const probe = join(env().dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, "", { mode: 0o600 });
    rmSync(probe);
  });
}

function explain(attempt: () => void): void {
  try {
    attempt();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("unavailable", `The data folder ${env().dataDir} cannot be written to (${code}).`);
  }
}

/** Bytes free on the disk of the data folder. */
export function freeBytes(): number {
  const { bavail, bsize } = statfsSync(env().dataDir);
  return bavail * bsize;
}

import "server-only";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, env } from "./env";
import { AppError } from "./errors";

/** Makes the data folder and proves that it takes files. Throws `AppError` (unavailable), one sentence. */
export function checkDataFolder(): void {
  const { dataDir } = env();
  try {
    const probe = join(dataFolder(), `.probe-${process.pid}`);
    writeFileSync(probe, "", { mode: 0o600 });
    rmSync(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("unavailable", `The data folder ${dataDir} cannot be written to (${code}).`);
  }
}

/** Bytes free on the disk of the data folder. */
export function freeBytes(): number {
  const { bavail, bsize } = statfsSync(env().dataDir);
  return bavail * bsize;
}

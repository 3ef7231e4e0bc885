import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A library of a test file's own: a data folder with a migrated database, and the environment that names it. */
export interface Library {
  dataDir: string;
  /** Closes the database and removes the folder. */
  close(): Promise<void>;
}

/** Call before anything reads the environment: in `beforeAll`, with `variables` on top. */
export async function makeLibrary(variables: Record<string, string> = {}): Promise<Library> {
  const dataDir = mkdtempSync(join(tmpdir(), "proofsheet-"));
  Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: "", OPENROUTER_API_KEY: "", ...variables });
  const { dataFolder, env } = await import("@/lib/env");
  const { migrate } = await import("@/lib/migrate");
  dataFolder();
  migrate(env().databaseFile);
  return {
    dataDir,
    async close() {
      const { db } = await import("@/lib/db");
      await db().$disconnect();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

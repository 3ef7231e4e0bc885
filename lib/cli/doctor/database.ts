import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Check, note, reason, wrong } from "./check";

const MIGRATIONS = "prisma/sqlite/migrations";

export const database: Check = {
  name: "database",
  async run({ env: { databaseFile, dataDir }, library }) {
    if (!existsSync(databaseFile)) {
      const pictures = existsSync(join(dataDir, "blobs"));
      return [
        pictures
          ? wrong(
              `The database ${databaseFile} is missing beside its pictures.`,
              "Restore it, or correct DATABASE_URL.",
            )
          : wrong(`There is no database ${databaseFile} yet.`, "Run npm start: it makes one."),
      ];
    }
    try {
      const db = await library.open();
      const problems = (db?.pragma("integrity_check") ?? []) as { integrity_check: string }[];
      if (problems.some(({ integrity_check: said }) => said !== "ok")) {
        return [wrong(`The database is damaged (${problems[0]?.integrity_check}).`, "Restore it from a backup.")];
      }
      const applied = db
        ?.prepare(`SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL`)
        .all();
      return versionFindings((applied as { migration_name: string }[]).map((row) => row.migration_name));
    } catch (error) {
      return [wrong(`The database ${databaseFile} cannot be read (${reason(error)}).`, "Restore it from a backup.")];
    }
  },
};

function versionFindings(applied: string[]) {
  const known = readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const newer = applied.find((name) => !known.includes(name));
  if (newer) return [wrong(`A newer version made the database (${newer}).`, "Update Proofsheet to open it.")];
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length === 0) return [];
  return [
    note(`The database is older than this version (${missing.length} steps).`, "The next start brings it up to date."),
  ];
}

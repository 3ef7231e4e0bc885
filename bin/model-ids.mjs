import Sqlite from "better-sqlite3";

/**
 * The ids of all models, from the newest copy of the catalogue that is kept: for shells, which complete while a person
 * types, so that nothing is loaded, asked or made. None where there is no library.
 */
export function modelIds() {
  const file = process.env.DATABASE_URL?.replace(/^file:(\/\/(?=\/))?/, "") || `${process.env.DATA_DIR}/proofsheet.db`;
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 200 });
    const copy = db.prepare(`SELECT "models" FROM "CatalogSnapshot" ORDER BY "fetchedAt" DESC LIMIT 1`).get();
    db.close();
    return JSON.parse(copy?.models ?? "[]").map(({ id }) => id);
  } catch {
    return [];
  }
}

import "server-only";
import Sqlite from "better-sqlite3";
import { AppError } from "@/lib/errors";
import { sync } from "@/lib/storage/disk";

/** A picture's file as the database knows it. */
export interface KnownFile {
  sha256: string;
  bytes: number;
}

/**
 * Copies the database of a running server into the new file `target`, as of one moment. Left out are sign-ins: they end with
 * a restore.
 */
export async function takeSnapshot(file: string, target: string): Promise<void> {
  const source = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 30_000 });
  try {
    source.prepare("VACUUM INTO ?").run(target);
  } finally {
    source.close();
  }
  const copy = new Sqlite(target);
  try {
    copy.pragma("secure_delete = ON");
    for (const table of ["Session", "OneTimeToken", "KeyRequest"]) copy.exec(`DELETE FROM "${table}"`);
  } finally {
    copy.close();
  }
  await sync(target);
}

/** The files that a copy of the database names. Throws `AppError` where the copy is damaged. */
export function filesNamedBy(copy: string): KnownFile[] {
  const db = new Sqlite(copy, { readonly: true, fileMustExist: true });
  try {
    if (db.pragma("integrity_check", { simple: true }) !== "ok") throw new Error("integrity_check");
    return db.prepare(`SELECT "sha256", "bytes" FROM "Blob"`).all() as KnownFile[];
  } catch {
    throw new AppError("unavailable", `The copy of the database ${copy} is damaged.`);
  } finally {
    db.close();
  }
}

/** The attempts that ended without a picture and may have been paid: what came is the only witness. */
export function undeliveredIn(copy: string): string[] {
  const db = new Sqlite(copy, { readonly: true, fileMustExist: true });
  try {
    const rows = db
      .prepare(
        `SELECT "id" FROM "Attempt" WHERE "state" = 'settled' AND "charged" <> 'no'
         AND "id" NOT IN (SELECT "attemptId" FROM "Image")`,
      )
      .all() as { id: string }[];
    return rows.map(({ id }) => id);
  } finally {
    db.close();
  }
}

/** `2026-11-21T14-00-00-000Z`: a moment as a name. */
export const nameOf = (moment: Date): string => moment.toISOString().replace(/[:.]/g, "-");

import type Sqlite from "better-sqlite3";

/** What others do after a start: all that had not ended is sent again, and so is what failed on the way. */
export function sendAgain(db: Sqlite.Database): void {
  db.exec("UPDATE Attempt SET state = 'settled', liveGenerationId = NULL WHERE state <> 'settled'");
  db.exec("UPDATE Generation SET status = 'queued', lookupAt = NULL WHERE status IN ('running', 'storing', 'unknown')");
}

/** What time does: leases whose owners are dead or silent run out. */
export function endLeases(db: Sqlite.Database): void {
  db.exec("UPDATE Attempt SET leaseUntil = 0 WHERE state <> 'settled'");
}

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { blobKey } from "@/lib/storage/keys";
import { type Call, PRICE } from "./upstream";

/** What a run came to. All but the plain counts must be 0, and the integrity "ok". */
export interface Findings {
  accepted: number;
  calls: number;
  charges: number;
  succeeded: number;
  /** Outcomes that are told as unknown, and those among them that nobody can look up. */
  unknown: number;
  unknownWithoutId: number;
  /** Generations that were charged more than once. */
  doubleCharges: number;
  /** Charged, and neither in the library nor told as unknown or as charged without a picture. */
  silentlyLost: number;
  /** Generations whose acceptance was told, and that are not there. */
  acceptedButMissing: number;
  /** Calls of the upstream that no attempt stands for. */
  unaccounted: number;
  /** Pictures without their bytes, or with others than their name says, or than the upstream sent. */
  damagedFiles: number;
  /** Ledger entries that differ from what was charged. */
  wrongAmounts: number;
  /** Generations that still wait when all is over. */
  stuck: number;
  integrity: string;
}

interface Row {
  attempt: string;
  generation: string;
  status: string;
  charged: string;
  errorCode: string | null;
}

/** Joins the upstream's ledger with the library's database and files. `accepted`: ids that were acknowledged. */
export function check(dataDir: string, ledger: Call[], accepted: Iterable<string>): Findings {
  const db = new Sqlite(join(dataDir, "proofsheet.db"), { readonly: true, timeout: 30_000 });
  try {
    const rows = db
      .prepare(
        `SELECT a.id attempt, g.id generation, g.status, g.charged, g.errorCode
         FROM Attempt a JOIN Generation g ON g.id = a.generationId`,
      )
      .all() as Row[];
    const byAttempt = new Map(rows.map((row) => [row.attempt, row]));
    const images = db.prepare("SELECT attemptId, sha256 FROM Image").all() as { attemptId: string; sha256: string }[];
    const imageOf = new Map(images.map((image) => [image.attemptId, image.sha256]));
    const entries = db.prepare("SELECT attemptId, amount FROM LedgerEntry").safeIntegers().all() as {
      attemptId: string;
      amount: bigint;
    }[];
    const callOf = new Map(ledger.map((call) => [call.attemptId, call]));
    const charged = ledger.filter((call) => call.charged);
    const charges = new Map<string, number>();
    for (const { attemptId } of charged) {
      const generation = byAttempt.get(attemptId)?.generation ?? attemptId;
      charges.set(generation, (charges.get(generation) ?? 0) + 1);
    }
    const there = new Set((db.prepare("SELECT id FROM Generation").all() as { id: string }[]).map(({ id }) => id));
    const count = (sql: string) =>
      (db.prepare(`SELECT count(*) n FROM Generation WHERE ${sql}`).get() as { n: number }).n;
    const told = (row: Row | undefined) => row && (row.status === "unknown" || row.charged !== "no");
    return {
      accepted: there.size,
      calls: ledger.length,
      charges: charged.length,
      succeeded: count("status = 'succeeded'"),
      unknown: count("status = 'unknown'"),
      unknownWithoutId: count("status = 'unknown' AND openrouterId IS NULL"),
      doubleCharges: [...charges.values()].filter((times) => times > 1).length,
      silentlyLost: charged.filter(({ attemptId }) => !imageOf.has(attemptId) && !told(byAttempt.get(attemptId)))
        .length,
      acceptedButMissing: [...accepted].filter((id) => !there.has(id)).length,
      unaccounted: ledger.filter(({ attemptId }) => !byAttempt.has(attemptId)).length,
      damagedFiles: images.filter(({ attemptId, sha256 }) => isDamaged(dataDir, sha256, callOf.get(attemptId))).length,
      wrongAmounts: entries.filter(({ attemptId, amount }) => {
        const call = callOf.get(attemptId);
        return !call?.charged || amount !== PRICE;
      }).length,
      stuck: count("status IN ('queued', 'running', 'storing', 'paused')"),
      integrity: db.pragma("integrity_check", { simple: true }) as string,
    };
  } finally {
    db.close();
  }
}

function isDamaged(dataDir: string, sha256: string, call: Call | undefined): boolean {
  try {
    const path = join(dataDir, blobKey(sha256));
    return (
      statSync(path).size === 0 ||
      createHash("sha256").update(readFileSync(path)).digest("hex") !== sha256 ||
      call?.sha256 !== sha256
    );
  } catch {
    return true;
  }
}

/** The findings that must be 0, and are not. */
export function troubles(findings: Findings): string[] {
  const none = [
    "doubleCharges",
    "silentlyLost",
    "acceptedButMissing",
    "unaccounted",
    "damagedFiles",
    "wrongAmounts",
  ] as const;
  return [
    ...[...none, "stuck" as const].flatMap((name) => (findings[name] > 0 ? [`${name}: ${findings[name]}`] : [])),
    ...(findings.integrity === "ok" ? [] : [`integrity: ${findings.integrity}`]),
  ];
}

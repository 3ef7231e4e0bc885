import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ensureOwner } from "@/lib/auth/owner";
import { db } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { parseRecord, type Record } from "./record";
import { newsOf, tell } from "./tell";

/** What the records told the database. */
export interface Adopted {
  /** Attempts that it did not know, or knew less of. */
  attempts: number;
  pictures: number;
  /** Files that could not be read as records, or not be brought in; they stay. */
  left: string[];
}

const BATCH = 100;

interface Found {
  file: string;
  record: Record;
}

/** Records and wishes of which the database may know nothing, or less: those to read. */
async function unknownRecords(): Promise<string[]> {
  // What was charged and brought no picture may have come later: such a record is read again.
  const complete = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Attempt" WHERE "state" = 'settled' AND ("charged" = 'no'
      OR EXISTS (SELECT 1 FROM "Image" WHERE "Image"."attemptId" = "Attempt"."id"))`;
  const records = await filesOf(dataFolder("records"), ".json", complete);
  // A record tells how the attempt of a wish ended.
  const recorded = records.map((path) => ({ id: basename(path, ".json") }));
  const attempts = await db().attempt.findMany({ select: { id: true } });
  return [...records, ...(await filesOf(dataFolder("spool"), ".wish", [...attempts, ...recorded]))];
}

async function filesOf(folder: string, extension: string, known: { id: string }[]): Promise<string[]> {
  const ids = new Set(known.map(({ id }) => id));
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(extension) && !ids.has(basename(name, extension)))
    .map((name) => join(folder, name));
}

/**
 * Tells the database of attempts that it does not know: it is older than they are. So pictures are in the library again, what
 * was paid is in the ledger, and nothing is sent a second time. An attempt of which only the wish is left counts as sent: the
 * press recovers its answer, or says that its outcome is unknown. Safe to repeat, also while a server runs.
 * Without `repair` it only counts them.
 */
export async function adoptRecords({ repair = true } = {}): Promise<Adopted> {
  const adopted: Adopted = { attempts: 0, pictures: 0, left: [] };
  const files = await unknownRecords();
  if (files.length === 0) return adopted;
  const { id: ownerId } = await ensureOwner();
  const found: Found[] = [];
  for (const file of files) {
    const record = parseRecord(await readFile(file, "utf8"));
    if (record) found.push({ file, record });
    else adopted.left.push(file);
  }
  // Pictures before what was made of them, the tries of each in their order.
  const orderOf = ({ record: { generation, attempt } }: Found) =>
    `${generation.createdAt.toISOString()} ${generation.id} ${String(attempt.no).padStart(4, "0")}`;
  found.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  for (let at = 0; at < found.length; at += BATCH) {
    await adoptBatch(found.slice(at, at + BATCH), adopted, repair ? ownerId : null);
  }
  if (adopted.attempts > 0 || adopted.left.length > 0) {
    log.info("records.adopted", { ...adopted, left: adopted.left.length });
  }
  return adopted;
}

/** `ownerId` null: counts only. */
async function adoptBatch(batch: Found[], adopted: Adopted, ownerId: string | null): Promise<void> {
  try {
    const news = await db().$transaction(async (tx) => {
      const records = await newsOf(
        tx,
        batch.map(({ record }) => record),
      );
      if (ownerId !== null) await tell(tx, ownerId, records);
      return records;
    });
    adopted.attempts += news.length;
    adopted.pictures += news.flatMap(({ images }) => images).length;
  } catch (error) {
    // One that cannot be brought in does not keep the others out.
    if (batch.length > 1) {
      for (const one of batch) await adoptBatch([one], adopted, ownerId);
      return;
    }
    log.error("records.not_adopted", { file: batch[0]?.file, error });
    adopted.left.push(...batch.map(({ file }) => file));
  }
}

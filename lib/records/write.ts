import "server-only";
import { open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Tx } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { sync } from "@/lib/storage/disk";
import { type Record, recordText } from "./record";

/** Where an attempt's record lies: beside the pictures, which alone would not say what they are. */
const recordPath = (attemptId: string) => join(dataFolder("records", attemptId.slice(0, 2)), `${attemptId}.json`);

/**
 * Writes an attempt down as `tx` sees it, so that a database that knows nothing of it can be told. Called before the commit:
 * what the database says is then in the record, whenever the power goes. One that cannot be written costs no picture.
 */
export async function writeRecord(tx: Tx, attemptId: string, path = recordPath(attemptId)): Promise<void> {
  try {
    const aside = `${path}.next`;
    const file = await open(aside, "w", 0o600);
    try {
      await file.writeFile(await textOf(tx, attemptId));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    await sync(dirname(path));
  } catch (error) {
    log.warn("records.not_written", { attempt: attemptId, error });
  }
}

async function textOf(tx: Tx, attemptId: string): Promise<string> {
  const row = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    include: {
      images: true,
      generation: {
        include: {
          set: true,
          mask: true,
          references: { orderBy: { position: "asc" }, include: { reference: true } },
        },
      },
    },
  });
  const { images, generation, ...attempt } = row;
  const { set, mask, references } = generation;
  const settings = generation.settings as Record["generation"]["settings"];
  const hashes = [
    ...images.flatMap(({ sha256, deliveredSha256 }) => [sha256, deliveredSha256]),
    ...[mask, ...references.map(({ reference }) => reference)].flatMap((one) => [one?.sha256, one?.originalSha256]),
  ].filter((hash) => typeof hash === "string");
  const [blobs, ledger] = [
    await tx.blob.findMany({ where: { sha256: { in: hashes } } }),
    await tx.ledgerEntry.findUnique({ where: { attemptId } }),
  ];
  return recordText({
    version: 1,
    set,
    generation: { ...generation, settings },
    references,
    mask,
    attempt,
    images,
    blobs,
    ledger,
  });
}

import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ensureOwner } from "@/lib/auth/owner";
import { db, type Prisma, type Tx } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { parseRecord, type Record } from "./record";

/** What the records told the database. */
export interface Adopted {
  /** Attempts that it did not know, or knew less of. */
  attempts: number;
  pictures: number;
  /** Files that could not be read as records, or not be brought in; they stay. */
  left: string[];
}

const BATCH = 100;

/** Records and wishes of which the database knows nothing, or less: those to read. */
export async function unknownRecords(): Promise<string[]> {
  // What was charged and brought no picture may have come later: such a record is read again.
  const complete = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Attempt" WHERE "state" = 'settled' AND ("charged" = 'no'
      OR EXISTS (SELECT 1 FROM "Image" WHERE "Image"."attemptId" = "Attempt"."id"))`;
  const records = await filesOf(dataFolder("records"), ".json", complete);
  const wishes = await filesOf(dataFolder("spool"), ".wish", await db().attempt.findMany({ select: { id: true } }));
  // Records first: one tells how the attempt of a wish ended.
  return [...records, ...wishes];
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
 */
export async function adoptRecords(): Promise<Adopted> {
  const adopted: Adopted = { attempts: 0, pictures: 0, left: [] };
  const files = await unknownRecords();
  if (files.length === 0) return adopted;
  const { id: ownerId } = await ensureOwner();
  // A wish comes behind the records: where both are there, the attempt is known by then.
  for (const kind of [".json", ".wish"]) {
    const found: { file: string; record: Record }[] = [];
    for (const file of files.filter((name) => name.endsWith(kind))) {
      const record = parseRecord(await readFile(file, "utf8"));
      if (record) found.push({ file, record });
      else adopted.left.push(file);
    }
    // Pictures before what was made of them, tries in their order.
    found.sort((a, b) => Number(a.record.attempt.dispatchedAt) - Number(b.record.attempt.dispatchedAt));
    for (let at = 0; at < found.length; at += BATCH) await adoptBatch(ownerId, found.slice(at, at + BATCH), adopted);
  }
  if (adopted.attempts > 0 || adopted.left.length > 0) {
    log.info("records.adopted", { ...adopted, left: adopted.left.length });
  }
  return adopted;
}

async function adoptBatch(ownerId: string, batch: { file: string; record: Record }[], adopted: Adopted): Promise<void> {
  try {
    const told = await db().$transaction((tx) =>
      tell(
        tx,
        ownerId,
        batch.map(({ record }) => record),
      ),
    );
    adopted.attempts += told.attempts;
    adopted.pictures += told.pictures;
  } catch (error) {
    if (batch.length > 1) {
      for (const one of batch) await adoptBatch(ownerId, [one], adopted);
      return;
    }
    log.error("records.not_adopted", { file: batch[0]?.file, error });
    adopted.left.push(...batch.map(({ file }) => file));
  }
}

async function tell(tx: Tx, ownerId: string, all: Record[]): Promise<{ attempts: number; pictures: number }> {
  const there = new Map(
    (
      await tx.attempt.findMany({
        where: { id: { in: all.map(({ attempt }) => attempt.id) } },
        include: { _count: { select: { images: true } } },
      })
    ).map((row) => [row.id, row]),
  );
  const records = all.filter(({ attempt, images }) => {
    const row = there.get(attempt.id);
    if (!row) return true;
    if (attempt.state !== "settled") return false;
    return (
      row.state !== "settled" ||
      row._count.images < images.length ||
      (row.charged === "unknown" && attempt.charged !== "unknown")
    );
  });
  const people = await presentIds(
    records,
    ({ generation }) => generation.userId,
    (ids) => tx.user.findMany({ where: ids, select: { id: true } }),
  );
  // Of an account that is gone: what it paid for is the owner's.
  const personOf = ({ generation: { userId } }: Record) => (people.has(userId) ? userId : ownerId);

  const blobs = await presentIds(
    records,
    ({ blobs }) => blobs.map(({ sha256 }) => sha256),
    async ({ id }) =>
      (await tx.blob.findMany({ where: { sha256: id }, select: { sha256: true } })).map(({ sha256 }) => ({
        id: sha256,
      })),
  );
  await tx.blob.createMany({
    data: once(
      records.flatMap((record) => record.blobs),
      ({ sha256 }) => sha256,
    ).filter(({ sha256 }) => !blobs.has(sha256)),
  });
  const sets = await presentIds(
    records,
    ({ set }) => set.id,
    (ids) => tx.generationSet.findMany({ where: ids, select: { id: true } }),
  );
  await tx.generationSet.createMany({
    data: once(records, ({ set }) => set.id)
      .filter(({ set }) => !sets.has(set.id))
      .map((record) => ({ ...record.set, userId: personOf(record) })),
  });

  const generations = await presentIds(
    records,
    ({ generation }) => generation.id,
    (ids) => tx.generation.findMany({ where: ids, select: { id: true } }),
  );
  // The last try says how the generation stands.
  for (const record of once(records.toReversed(), ({ generation }) => generation.id)) {
    if (!generations.has(record.generation.id)) await addGeneration(tx, personOf(record), record);
    else await updateGeneration(tx, record);
  }
  for (const { attempt } of records) await putAttempt(tx, attempt, there.has(attempt.id));

  const images = await tx.image.findMany({
    where: { attemptId: { in: records.map(({ attempt }) => attempt.id) } },
    select: { attemptId: true, index: true },
  });
  const missing = records.flatMap((record) =>
    record.images
      .filter(({ index }) => !images.some((one) => one.attemptId === record.attempt.id && one.index === index))
      .map((image) => ({
        ...image,
        userId: personOf(record),
        generationId: record.generation.id,
        attemptId: record.attempt.id,
      })),
  );
  await tx.image.createMany({ data: missing });
  // Now that all pictures are there: those that are not made the line's beginning.
  for (const { generation } of records.filter((record) => record.generation.editOfId)) {
    if (!(await tx.image.count({ where: { id: generation.editOfId ?? "" } }))) continue;
    await tx.generation.update({ where: { id: generation.id }, data: { editOfId: generation.editOfId } });
  }
  const entered = await presentIds(
    records,
    ({ attempt }) => attempt.id,
    async ({ id }) =>
      (await tx.ledgerEntry.findMany({ where: { attemptId: id } })).map(({ attemptId }) => ({ id: attemptId })),
  );
  await tx.ledgerEntry.createMany({
    data: records.flatMap(({ ledger }) => (ledger && !entered.has(ledger.attemptId) ? ledger : [])),
  });
  return { attempts: records.length, pictures: missing.length };
}

const once = <T>(all: T[], idOf: (one: T) => string): T[] => [
  ...new Map(all.toReversed().map((one) => [idOf(one), one])).values(),
];

/** Which of the ids that the records name have a row. */
async function presentIds(
  records: Record[],
  idsOf: (record: Record) => string | string[],
  find: (where: { id: { in: string[] } }) => Promise<{ id: string }[]>,
): Promise<Set<string>> {
  const ids = [...new Set(records.flatMap(idsOf))];
  return new Set((await find({ id: { in: ids } })).map(({ id }) => id));
}

async function addGeneration(tx: Tx, userId: string, { generation, references, mask }: Record): Promise<void> {
  const maskId = mask && (await referenceId(tx, userId, mask));
  await tx.generation.create({ data: { ...generation, userId, editOfId: null, maskId } });
  for (const { position, role, reference } of references) {
    await tx.generationReference.create({
      data: { generationId: generation.id, position, role, referenceId: await referenceId(tx, userId, reference) },
    });
  }
}

/** The person's reference of these bytes, made where there is none. */
async function referenceId(tx: Tx, userId: string, reference: NonNullable<Record["mask"]>): Promise<string> {
  const { sha256, imageId } = reference;
  const there = await tx.reference.findUnique({ where: { userId_sha256: { userId, sha256 } } });
  if (there) return there.id;
  const taken = await tx.reference.findUnique({ where: { id: reference.id } });
  const image = imageId && (await tx.image.findUnique({ where: { id: imageId } }));
  const data: Prisma.ReferenceUncheckedCreateInput = { ...reference, userId, imageId: image ? imageId : null };
  return (await tx.reference.create({ data: taken ? { ...data, id: undefined } : data })).id;
}

/** What is over by what the database knows stays so, unless the record is of a later time. */
async function updateGeneration(tx: Tx, { generation, attempt }: Record): Promise<void> {
  const { status, keyRef, lookupAt, lookups, cost, charged, provider, answeredBy, openrouterId } = generation;
  const { text, finishReason, errorCode, errorMessage, startedAt, finishedAt, reserved } = generation;
  const at = attempt.settledAt ?? attempt.dispatchedAt;
  await tx.generation.updateMany({
    where: {
      id: generation.id,
      OR: [
        { status: { in: ["queued", "paused", "running", "storing", "unknown"] } },
        { status: { not: "succeeded" }, updatedAt: { lt: at } },
      ],
    },
    data: {
      ...{ status, keyRef, lookupAt, lookups, cost, charged, provider, answeredBy, openrouterId },
      ...{ text, finishReason, errorCode, errorMessage, startedAt, finishedAt, reserved },
    },
  });
}

async function putAttempt(tx: Tx, attempt: Record["attempt"], known: boolean): Promise<void> {
  const { id, generationId } = attempt;
  const live = attempt.state !== "settled";
  // A later try is sent only once it is proved that the one before was not charged.
  if (live) {
    await tx.attempt.updateMany({
      where: { liveGenerationId: generationId },
      data: { state: "settled", outcome: "superseded", charged: "no", liveGenerationId: null },
    });
  }
  // Whoever held its lease worked on another database.
  const lease = { leaseOwner: "", leaseUntil: new Date(0), liveGenerationId: live ? generationId : null };
  if (known) {
    const { no: _no, ...data } = attempt;
    await tx.attempt.update({ where: { id }, data: { ...data, ...lease } });
    return;
  }
  const others = await tx.attempt.findMany({ where: { generationId }, select: { no: true } });
  const taken = others.some(({ no }) => no === attempt.no);
  const no = taken ? 1 + Math.max(...others.map((other) => other.no)) : attempt.no;
  await tx.attempt.create({ data: { ...attempt, ...lease, no } });
}

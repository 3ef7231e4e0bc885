import "server-only";
import type { Prisma, Tx } from "@/lib/db";
import type { Record } from "./record";

/** What of these records the database does not know, or knows less of. */
export async function newsOf(tx: Tx, records: Record[]): Promise<Record[]> {
  const rows = await tx.attempt.findMany({
    where: { id: { in: records.map(({ attempt }) => attempt.id) } },
    select: { id: true, state: true, charged: true, _count: { select: { images: true } } },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return records.filter(({ attempt, images }) => {
    const row = known.get(attempt.id);
    if (!row) return true;
    if (attempt.state !== "settled") return false;
    const looked = row.charged === "unknown" && attempt.charged !== "unknown";
    return row.state !== "settled" || row._count.images < images.length || looked;
  });
}

/**
 * Tells the database what these records say, oldest first; they are news to it. What was made by an account that is gone is
 * `ownerId`'s.
 */
export async function tell(tx: Tx, ownerId: string, records: Record[]): Promise<void> {
  const gone = await absent(
    records.map(({ generation }) => generation.userId),
    (id) => id,
    (id) => tx.user.findMany({ where: { id }, select: { id: true } }),
  );
  const personOf = ({ generation: { userId } }: Record) => (gone.includes(userId) ? ownerId : userId);
  await tx.blob.createMany({
    data: await absent(
      records.flatMap(({ blobs }) => blobs),
      ({ sha256 }) => sha256,
      async (sha256) => (await tx.blob.findMany({ where: { sha256 } })).map((row) => ({ id: row.sha256 })),
    ),
  });
  const sets = await absent(
    records,
    ({ set }) => set.id,
    (id) => tx.generationSet.findMany({ where: { id }, select: { id: true } }),
  );
  await tx.generationSet.createMany({ data: sets.map((record) => ({ ...record.set, userId: personOf(record) })) });
  const generations = await absent(
    records,
    ({ generation }) => generation.id,
    (id) => tx.generation.findMany({ where: { id }, select: { id: true } }),
  );
  // Most are plain, one try without reference images: they come in at once.
  const several = records.filter((one) => !generations.includes(one)).map(({ generation }) => generation.id);
  const plain = generations.filter(
    ({ generation, references, mask }) => references.length === 0 && !mask && !several.includes(generation.id),
  );
  await tx.generation.createMany({ data: plain.map((record) => generationRow(personOf(record), record)) });
  await tx.attempt.createMany({ data: plain.map(({ attempt }) => ({ ...attempt, ...leaseOf(attempt) })) });
  const added = generations.map(({ generation }) => generation.id);
  for (const record of records.filter((one) => !plain.includes(one))) {
    if (generations.includes(record)) await addGeneration(tx, personOf(record), record);
    else await updateGeneration(tx, record, added.includes(record.generation.id));
    await putAttempt(tx, record.attempt);
  }
  await tx.image.createMany({
    data: await absent(
      records.flatMap((record) =>
        record.images.map((image) => ({
          ...image,
          userId: personOf(record),
          generationId: record.generation.id,
          attemptId: record.attempt.id,
        })),
      ),
      ({ attemptId, index }) => `${attemptId}/${index}`,
      async () => {
        const attemptId = { in: records.map(({ attempt }) => attempt.id) };
        const rows = await tx.image.findMany({ where: { attemptId }, select: { attemptId: true, index: true } });
        return rows.map((row) => ({ id: `${row.attemptId}/${row.index}` }));
      },
    ),
  });
  // Now that all pictures are there.
  for (const { generation } of records) {
    const { id, editOfId } = generation;
    if (!editOfId || (await tx.image.count({ where: { id: editOfId } })) === 0) continue;
    await tx.generation.update({ where: { id }, data: { editOfId } });
  }
  await tx.ledgerEntry.createMany({
    data: await absent(
      records.flatMap(({ ledger }) => ledger ?? []),
      (entry) => entry.attemptId,
      async (attemptId) =>
        (await tx.ledgerEntry.findMany({ where: { attemptId } })).map((row) => ({ id: row.attemptId })),
    ),
  });
}

/** The first of each id among `all` that has no row yet. */
async function absent<T>(
  all: T[],
  idOf: (one: T) => string,
  find: (id: { in: string[] }) => Promise<{ id: string }[]>,
): Promise<T[]> {
  const rows = await find({ in: all.map(idOf) });
  const seen = new Set(rows.map(({ id }) => id));
  return all.filter((one) => !seen.has(idOf(one)) && seen.add(idOf(one)));
}

async function addGeneration(tx: Tx, userId: string, record: Record): Promise<void> {
  const { generation, references, mask } = record;
  const maskId = mask && (await referenceId(tx, userId, mask));
  await tx.generation.create({ data: { ...generationRow(userId, record), maskId } });
  for (const { position, role, reference } of references) {
    await tx.generationReference.create({
      data: { generationId: generation.id, position, role, referenceId: await referenceId(tx, userId, reference) },
    });
  }
}

/** Its mask, and the picture that it continues from, may not be there yet. */
const generationRow = (userId: string, record: Record) => ({
  ...record.generation,
  ...ending(record),
  ...{ userId, editOfId: null, maskId: null },
});

/** What is only recovered is not sent once more, whatever its answer allows: a person may have canceled it since. */
const ending = ({ attempt }: Record) => (attempt.state === "settled" ? {} : { cancelRequestedAt: new Date() });

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

/** What is over by what the database knew before (not `added` just now) stays so, unless the record is of a later time. */
async function updateGeneration(tx: Tx, record: Record, added: boolean): Promise<void> {
  const { generation, attempt } = record;
  const { status, keyRef, lookupAt, lookups, cost, charged, provider, answeredBy, openrouterId } = generation;
  const { text, finishReason, errorCode, errorMessage, startedAt, finishedAt, reserved } = generation;
  const at = attempt.settledAt ?? attempt.dispatchedAt;
  await tx.generation.updateMany({
    where: {
      id: generation.id,
      ...(!added && {
        OR: [
          { status: { in: ["queued", "paused", "running", "storing", "unknown"] } },
          { status: { not: "succeeded" }, updatedAt: { lt: at } },
        ],
      }),
    },
    data: {
      ...{ status, keyRef, lookupAt, lookups, cost, charged, provider, answeredBy, openrouterId },
      ...{ text, finishReason, errorCode, errorMessage, startedAt, finishedAt, reserved, ...ending(record) },
    },
  });
}

/** A later try was sent only once it was proved that the one before was not charged: only the last one can be live. */
const SUPERSEDED = { state: "settled", outcome: "superseded", charged: "no", liveGenerationId: null };

async function putAttempt(tx: Tx, attempt: Record["attempt"]): Promise<void> {
  const { id, generationId } = attempt;
  await tx.attempt.updateMany({ where: { liveGenerationId: generationId, no: { lt: attempt.no } }, data: SUPERSEDED });
  const others = await tx.attempt.findMany({ where: { generationId, id: { not: id } }, select: { no: true } });
  // What an older database sent anew meanwhile may have taken the number.
  const taken = others.some(({ no }) => no === attempt.no);
  const last = Math.max(0, ...others.map(({ no }) => no));
  const live = attempt.state !== "settled";
  const data = {
    ...attempt,
    ...leaseOf(attempt),
    ...(live && last > attempt.no && SUPERSEDED),
    no: taken ? last + 1 : attempt.no,
  };
  await tx.attempt.upsert({ where: { id }, create: data, update: data });
}

/** Whoever held it worked on another database. */
const leaseOf = ({ state, generationId }: Record["attempt"]) => ({
  ...{ leaseOwner: "", leaseUntil: new Date(0) },
  liveGenerationId: state === "settled" ? null : generationId,
});

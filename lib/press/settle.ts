import "server-only";
import { db, type Tx } from "@/lib/db";
import type { StoredBlob } from "@/lib/generations/store-file";
import { toNano } from "@/lib/money";
import { redact } from "@/lib/secrets";
import type { Verdict } from "./judge";
import { lookupTime, PAUSE_MS, retryTime, TRIES_MAX } from "./schedule";

/** An attempt this process holds the lease of. */
export interface Held {
  attemptId: string;
  owner: string;
}

/** The provider's figure in nano-dollars; null: none, or nonsense. */
const nanoOf = (usd: number | null): bigint | null => {
  const nano = toNano(usd);
  return nano === null ? null : BigInt(nano);
};

/**
 * Brings delivered pictures into the library: one transaction. Not fenced by the lease: a late result from an owner who
 * was given up is attached all the same. Repeating it changes nothing.
 */
export async function settleDelivered(attemptId: string, blobs: StoredBlob[], usd: number | null): Promise<void> {
  await db().$transaction(async (tx) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { generation: true } });
    // Another process may have brought in the first pictures of a stream while this one still read the next.
    if ((await tx.image.count({ where: { attemptId } })) >= blobs.length) return;
    const { generation } = attempt;
    // Of bytes that come late a look-up may have found the charge before: it counts once.
    const counted = attempt.cost ?? 0n;
    const cost = counted > 0n ? counted : (nanoOf(usd) ?? attempt.cost);
    const pictures = blobs.some((blob) => blob.width !== null);
    const now = new Date();
    for (const [index, blob] of blobs.entries()) {
      await tx.blob.upsert({ where: { sha256: blob.sha256 }, create: blob, update: {} });
      await tx.image.upsert({
        where: { attemptId_index: { attemptId, index } },
        create: { userId: generation.userId, generationId: generation.id, attemptId, index, sha256: blob.sha256 },
        update: {},
      });
    }
    const charged = cost === 0n ? "no" : "yes";
    const outcome = pictures ? "succeeded" : "not_a_picture";
    await tx.attempt.update({
      where: { id: attemptId },
      data: { state: "settled", outcome, charged, cost, liveGenerationId: null, settledAt: now },
    });
    if (cost) await enterLedger(tx, attempt, cost, "response");
    // Another attempt may have been allowed meanwhile: it decides the status, this one only adds what it brought.
    const other = await tx.attempt.count({ where: { liveGenerationId: generation.id } });
    await tx.generation.update({
      where: { id: generation.id },
      data: {
        cost: cost === null ? generation.cost : (generation.cost ?? 0n) + cost - counted,
        charged,
        ...(other === 0 && {
          status: pictures ? "succeeded" : "failed",
          openrouterId: attempt.openrouterId,
          errorCode: pictures ? null : "not_a_picture",
          errorMessage: pictures ? null : NOT_A_PICTURE,
          finishedAt: now,
          reserved: 0n,
          lookupAt: attempt.openrouterId ? lookupTime(0) : null,
          lookups: 0,
        }),
      },
    });
  });
}

const NOT_A_PICTURE =
  "OpenRouter sent something that is not a picture. It counts as delivered and was charged; the bytes are kept as a file.";

/** Ends an attempt that brought no picture: one transaction, fenced by the lease. False: the lease was lost. */
export async function settleRefused(
  { attemptId, owner }: Held,
  verdict: Verdict & { kind: "refused" },
): Promise<boolean> {
  const { refusal, cost: usd } = verdict;
  const cost = nanoOf(usd);
  return db().$transaction(async (tx) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { generation: true } });
    const { generation } = attempt;
    const now = new Date();
    const charged = refusal.next === "unknown" ? "unknown" : cost ? "yes" : "no";
    const { count } = await tx.attempt.updateMany({
      where: { id: attemptId, leaseOwner: owner, state: { not: "settled" } },
      data: { state: "settled", outcome: refusal.code, charged, cost, liveGenerationId: null, settledAt: now },
    });
    if (count === 0) return false;
    if (cost) await enterLedger(tx, attempt, cost, "response");
    // It quotes the upstream, and upstreams have echoed keys.
    const message = redact(refusal.message);
    const known = attempt.openrouterId !== null;
    const done = { status: "failed", finishedAt: now, reserved: 0n };
    const pausedTo = new Date(Date.now() + (refusal.retryAfter ?? PAUSE_MS));
    const next = {
      fail: { ...done, lookupAt: refusal.verify && known ? lookupTime(0) : null },
      unknown: { status: "unknown", finishedAt: now, lookupAt: known ? lookupTime(0) : null },
      pause: { status: "paused", runAfter: pausedTo },
      retry: again(attempt.no, refusal.retryAfter, refusal.code) ?? done,
    }[refusal.next];
    const canceled = generation.cancelRequestedAt !== null && refusal.next !== "unknown";
    await tx.generation.update({
      where: { id: generation.id },
      data: {
        ...(canceled
          ? { ...done, status: "canceled", lookupAt: refusal.verify && known ? lookupTime(0) : null }
          : next),
        lookups: 0,
        cost: cost === null ? generation.cost : (generation.cost ?? 0n) + cost,
        charged,
        openrouterId: attempt.openrouterId,
        errorCode: refusal.code,
        errorMessage: message,
      },
    });
    if (refusal.next === "pause") await pauseKey(tx, generation.keyRef, pausedTo, refusal.code, message);
    return true;
  });
}

/** The next try of a request that was surely not charged; null: it was tried often enough. */
function again(no: number, retryAfter: number | null, code: string) {
  if (no < TRIES_MAX) return { status: "queued", runAfter: retryTime(no, retryAfter) };
  // A busy model is not a failed generation: it waits for a quieter hour.
  return code === "rate_limited" ? { status: "paused", runAfter: new Date(Date.now() + PAUSE_MS) } : null;
}

/**
 * Every other job of the key would be refused alike: one banner instead of one failure each. Those that are paused already
 * wait on too, or each would be the next probe.
 */
async function pauseKey(
  tx: Tx,
  keyRef: string,
  runAfter: Date,
  errorCode: string,
  errorMessage: string,
): Promise<void> {
  await tx.generation.updateMany({
    where: { keyRef, status: { in: ["queued", "paused"] } },
    data: { status: "paused", errorCode, errorMessage, runAfter },
  });
}

/** Writes down what an attempt cost, once. */
export async function enterLedger(
  tx: Tx,
  attempt: {
    id: string;
    generation: { id: string; userId: string; model: string; provider: string | null; keyRef: string };
  },
  amount: bigint,
  source: "response" | "lookup",
): Promise<void> {
  const { id: generationId, userId, model, provider, keyRef } = attempt.generation;
  await tx.ledgerEntry.upsert({
    where: { attemptId: attempt.id },
    create: { attemptId: attempt.id, generationId, userId, model, provider, keyRef, amount, source },
    update: {},
  });
}

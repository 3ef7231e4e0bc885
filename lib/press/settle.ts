import "server-only";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { notDelivered, paidNotDelivered } from "@/lib/generations/paid-result";
import { log } from "@/lib/log";
import { meter } from "@/lib/meter";
import { Settings } from "@/lib/models/settings";
import { NANO, toNano } from "@/lib/money";
import type { Said } from "@/lib/openrouter/answer";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { type Next, SENT_AGAIN } from "@/lib/openrouter/error-rules";
import { writeRecord } from "@/lib/records/write";
import { redact } from "@/lib/secrets";
import { keyAdvice } from "@/lib/settings/key-advice";
import { passing } from "@/lib/steps";
import type { Verdict } from "./judge";
import { enterLedger } from "./ledger";
import { GIVEN_UP, nextTry } from "./next-try";
import { pauseKey } from "./pause-key";
import type { LandedBlob } from "./put-back";
import { lookupTime, PAUSE_MS } from "./schedule";

/** An attempt this process holds the lease of. */
export interface Held {
  attemptId: string;
  owner: string;
  transport: Transport;
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
export async function settleDelivered(attemptId: string, blobs: LandedBlob[], said: Said): Promise<void> {
  passing("settling");
  const settled = await db().$transaction(async (tx) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { generation: true } });
    // Another process may have brought in the first pictures of a stream while this one still read the next.
    if ((await tx.image.count({ where: { attemptId } })) >= blobs.length) return null;
    const { generation } = attempt;
    // Of bytes that come late a look-up may have found the charge before: it counts once.
    const counted = attempt.cost ?? 0n;
    const named = isShare(attempt, blobs.length) ? null : nanoOf(said.cost);
    const cost = counted > 0n ? counted : (named ?? attempt.cost);
    // A kind that nothing here decodes, or too many pixels for a thumbnail, is a picture all the same.
    const pictures = blobs.some(({ mediaType }) => mediaType.startsWith("image/"));
    const now = new Date();
    for (const [index, { delivered, ...blob }] of blobs.entries()) {
      for (const one of delivered ? [blob, delivered] : [blob]) {
        await tx.blob.upsert({ where: { sha256: one.sha256 }, create: one, update: {} });
      }
      await tx.image.upsert({
        where: { attemptId_index: { attemptId, index } },
        create: {
          userId: generation.userId,
          generationId: generation.id,
          attemptId,
          index,
          sha256: blob.sha256,
          deliveredSha256: delivered?.sha256 ?? null,
        },
        update: {},
      });
    }
    const charged = cost === 0n ? "no" : "yes";
    const outcome = pictures ? "succeeded" : "not_a_picture";
    await tx.attempt.update({
      where: { id: attemptId },
      data: { state: "settled", outcome, charged, cost, liveGenerationId: null, settledAt: now },
    });
    const told = toldBy(said, generation);
    if (cost) await enterLedger(tx, { ...attempt, generation: { ...generation, ...told } }, cost, "response");
    const total = cost === null ? generation.cost : (generation.cost ?? 0n) + cost - counted;
    // Another attempt may have been allowed meanwhile: it decides the status, this one only adds what it brought.
    const other = await tx.attempt.count({ where: { liveGenerationId: generation.id } });
    await tx.generation.update({
      where: { id: generation.id },
      data: {
        cost: total,
        // What was fetched for nothing was paid before.
        charged: total === 0n ? "no" : "yes",
        ...told,
        ...(other === 0 && {
          status: pictures ? "succeeded" : "failed",
          openrouterId: attempt.openrouterId,
          errorCode: pictures ? null : "not_a_picture",
          errorMessage: pictures ? null : NOT_A_PICTURE,
          finishedAt: now,
          reserved: 0n,
          replayAttemptId: null,
          lookupAt: attempt.openrouterId && (cost === null || told.provider === null) ? lookupTime(0) : null,
          lookups: 0,
        }),
      },
    });
    await writeRecord(tx, attemptId);
    passing("filed");
    return { outcome, charged, cost, took: now.getTime() - attempt.dispatchedAt.getTime() };
  });
  passing("settled");
  if (!settled) return;
  meter().picture.observe(Math.max(0, settled.took) / 1000);
  note(attemptId, settled);
}

/** The last line of an attempt in the log. */
function note(attempt: string, ended: { outcome: string; charged: string; cost: bigint | null }): void {
  const { outcome, charged, cost } = ended;
  log.info("press.settled", { attempt, outcome, charged, costUsd: cost === null ? null : Number(cost) / NANO });
}

/** Whether a stream brought fewer pictures than it was asked for: what its events named may be the cost of these alone. */
function isShare(
  { transport, streaming, generation }: { transport: string; streaming: boolean; generation: { settings: unknown } },
  pictures: number,
): boolean {
  return transport === "images" && streaming && pictures < (Settings.safeParse(generation.settings).data?.n ?? 1);
}

/** What an answer tells of itself; who answered may be known from a look-up before. */
const toldBy = (said: Said, generation: { provider: string | null; answeredBy: string | null }) => ({
  text: said.text && redact(said.text),
  finishReason: said.finishReason,
  provider: said.provider ?? generation.provider,
  answeredBy: said.answeredBy ?? generation.answeredBy,
});

const NOT_A_PICTURE =
  "OpenRouter sent something that is not a picture. It counts as delivered and was charged; the bytes are kept as a file.";

/** Ends an attempt that brought no picture: one transaction, fenced by the lease. False: the lease was lost. */
export async function settleRefused(
  { attemptId, owner }: Held,
  verdict: Verdict & { kind: "refused" },
): Promise<boolean> {
  const { refusal, said } = verdict;
  const cost = nanoOf(said.cost);
  const charged = refusal.next === "unknown" ? "unknown" : cost ? "yes" : "no";
  const mine = await db().$transaction(async (tx) => {
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { generation: true } });
    const { generation } = attempt;
    const now = new Date();
    const { count } = await tx.attempt.updateMany({
      where: { id: attemptId, leaseOwner: owner, state: { not: "settled" } },
      data: { state: "settled", outcome: refusal.code, charged, cost, liveGenerationId: null, settledAt: now },
    });
    if (count === 0) return false;
    const told = toldBy(said, generation);
    if (cost) await enterLedger(tx, { ...attempt, generation: { ...generation, ...told } }, cost, "response");
    const known = attempt.openrouterId !== null;
    const done = { status: "failed", finishedAt: now, reserved: 0n };
    const pausedTo = new Date(Date.now() + (refusal.retryAfter ?? PAUSE_MS));
    const replayed = generation.replayAttemptId;
    // One press of Fetch is one request.
    const again = replayed ? null : await nextTry(tx, attempt, refusal);
    const next = {
      fail: { ...done, lookupAt: refusal.verify && known ? lookupTime(0) : null },
      // Without its id a call is found in the account's records, where they can be read.
      unknown: { status: "unknown", finishedAt: now, lookupAt: known || env().managementKey ? lookupTime(0) : null },
      pause: { status: "paused", runAfter: pausedTo },
      retry: again ?? done,
    }[refusal.next];
    // It quotes the upstream, and upstreams have echoed keys.
    const advice = refusal.code === "unauthorized" ? ` ${keyAdvice(generation.keyRef)}` : "";
    const message = redact((again ? refusal.message : refusal.message.replace(SENT_AGAIN, GIVEN_UP)) + advice);
    const canceled = generation.cancelRequestedAt !== null && refusal.next !== "unknown";
    const total = cost === null ? generation.cost : (generation.cost ?? 0n) + cost;
    await tx.generation.update({
      where: { id: generation.id },
      data: {
        ...(canceled
          ? { ...done, status: "canceled", lookupAt: refusal.verify && known ? lookupTime(0) : null }
          : next),
        lookups: 0,
        cost: total,
        charged,
        ...told,
        openrouterId: attempt.openrouterId,
        errorCode: refusal.code,
        errorMessage: message,
        ...(replayed && (await notFetched(tx, replayed, { next: refusal.next, total, message }))),
      },
    });
    if (refusal.next === "pause") {
      await pauseKey(tx, generation.keyRef, { runAfter: pausedTo, errorCode: refusal.code, errorMessage: message });
    }
    if (charged !== "no") await writeRecord(tx, attemptId);
    return true;
  });
  if (mine) note(attemptId, { outcome: refusal.code, charged, cost });
  return mine;
}

/** What an attempt to fetch a paid result leaves: it is paid as before, and where this attempt may have been, too, nobody knows. */
async function notFetched(
  tx: Tx,
  replayed: string,
  { next, total, message }: { next: Next; total: bigint | null; message: string },
) {
  if (next === "unknown") return { replayAttemptId: null, errorMessage: notDelivered(total, message) };
  const { openrouterId } = await tx.attempt.findUniqueOrThrow({ where: { id: replayed } });
  return { ...paidNotDelivered(total, message), openrouterId };
}

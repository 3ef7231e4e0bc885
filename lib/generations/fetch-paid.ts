import "server-only";
import { reserve } from "@/lib/budgets/reserve";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { upstreamOf } from "@/lib/settings/upstream";
import { wake } from "@/lib/wake";
import { getGeneration } from "./get";
import { CACHED_MS, CHARGED_NOT_DELIVERED, PAID_IN_VAIN } from "./paid-result";
import type { GenerationDto } from "./schema";

/**
 * Has the press send the exact bytes of a paid request once more, for OpenRouter's response cache to answer for nothing.
 * Where it has the answer no more, it is made and paid again: only a person asks for this. One that is under way already
 * stays as it is. Throws `conflict` where there is nothing to fetch (any more), or the key that paid is gone; `forbidden` where a
 * budget has no room for a second payment.
 */
export async function fetchPaid(ctx: Context, { id }: { id: string }): Promise<GenerationDto> {
  const { error } = await getGeneration(ctx, { id });
  if (error?.code === CHARGED_NOT_DELIVERED) await queue(id);
  return getGeneration(ctx, { id });
}

async function queue(id: string): Promise<void> {
  const { userId, keyRef, model, estimateHigh } = await db().generation.findUniqueOrThrow({ where: { id } });
  const dispatchedAt = { gt: new Date(Date.now() - CACHED_MS) };
  const attempt = await db().attempt.findFirst({
    where: { ...PAID_IN_VAIN, generationId: id, dispatchedAt },
    orderBy: { no: "desc" },
  });
  if (!attempt) throw new AppError("conflict", "OpenRouter does not keep this result any more. Nothing was sent.");
  // The cache is the key's own: with any other one it would be made and paid anew.
  if (!(await upstreamOf(keyRef))) {
    throw new AppError(
      "conflict",
      "Only the key that paid for it can fetch it, and that key is not here any more. Nothing was sent.",
    );
  }
  await db().$transaction(async (tx) => {
    const ended = { id, status: { in: ["unknown", "failed"] }, errorCode: CHARGED_NOT_DELIVERED };
    if ((await tx.generation.count({ where: ended })) === 0) return;
    // It may be made and paid anew, and a budget is a promise.
    const [reserved = 0n] = await reserve(tx, { userId, keyRef, requests: [{ model, estimateHigh }] });
    await tx.generation.updateMany({
      where: ended,
      data: {
        status: "queued",
        replayAttemptId: attempt.id,
        runAfter: new Date(),
        reserved,
        cancelRequestedAt: null,
        lookupAt: null,
      },
    });
  });
  wake().emit("work");
}

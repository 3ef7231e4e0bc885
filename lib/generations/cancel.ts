import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { wake } from "@/lib/wake";
import { getGeneration } from "./get";
import { paidNotDelivered } from "./paid-result";
import type { GenerationDto } from "./schema";

/**
 * Cancels a generation. One that was not sent ends at once and costs nothing. One that runs is asked to stop: where cutting
 * the line is free it is cut, elsewhere the picture is paid for anyway and is kept when it arrives. A finished one stays.
 */
export async function cancel(ctx: Context, { id }: { id: string }): Promise<GenerationDto> {
  const { cost } = await getGeneration(ctx, { id });
  const now = new Date();
  // In one transaction: one that goes back from running to queued in between would hear neither.
  await db().$transaction([
    // What was to be fetched stays paid and not here.
    db().generation.updateMany({
      where: { id, status: { in: ["queued", "paused"] }, replayAttemptId: { not: null } },
      data: paidNotDelivered(cost),
    }),
    db().generation.updateMany({
      where: { id, status: { in: ["queued", "paused"] } },
      data: {
        status: "canceled",
        cancelRequestedAt: now,
        finishedAt: now,
        reserved: 0n,
        errorCode: "canceled",
        errorMessage: "Canceled before it was sent. Nothing was charged.",
      },
    }),
    db().generation.updateMany({
      where: { id, status: { in: ["running", "storing"] }, cancelRequestedAt: null },
      data: { cancelRequestedAt: now },
    }),
  ]);
  wake().emit("cancel", id);
  return getGeneration(ctx, { id });
}

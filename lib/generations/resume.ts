import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";
import { wake } from "@/lib/wake";
import { getGeneration } from "./get";
import type { GenerationDto } from "./schema";

/**
 * Sends a paused generation now instead of later, with the key that the person has now; a paid result can only be fetched
 * with the key that paid. One in any other state stays as it is.
 */
export async function resume(ctx: Context, { id }: { id: string }): Promise<GenerationDto> {
  await getGeneration(ctx, { id });
  const data = { status: "queued", runAfter: new Date(), errorCode: null, errorMessage: null };
  const { keyRef } = await upstreamFor(ctx.user.id);
  const paused = { id, status: "paused" };
  await db().$transaction([
    db().generation.updateMany({ where: { ...paused, replayAttemptId: { not: null } }, data }),
    db().generation.updateMany({ where: { ...paused, replayAttemptId: null }, data: { ...data, keyRef } }),
  ]);
  wake().emit("work");
  return getGeneration(ctx, { id });
}

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";
import { wake } from "@/lib/wake";
import { getGeneration } from "./get";
import type { GenerationDto } from "./schema";

/** Sends a paused generation now instead of later, with the key that the person has now. One in any other state stays as it is. */
export async function resume(ctx: Context, { id }: { id: string }): Promise<GenerationDto> {
  await getGeneration(ctx, { id });
  await db().generation.updateMany({
    where: { id, status: "paused" },
    data: {
      status: "queued",
      keyRef: (await upstreamFor(ctx.user.id)).keyRef,
      runAfter: new Date(),
      errorCode: null,
      errorMessage: null,
    },
  });
  wake().emit("work");
  return getGeneration(ctx, { id });
}

import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";
import { wake } from "@/lib/wake";
import { pausedFor } from "./paused-keys";
import type { ResumeKey } from "./schema";

/**
 * Sends what is paused with a key for one reason now instead of later: the person's own with the key that they have now, and
 * for the owner everybody's with the shared key. Returns how many those are.
 */
export async function resumeKey(ctx: Context, { keyRef, code }: z.output<typeof ResumeKey>): Promise<number> {
  const paused: ReturnType<typeof pausedFor> = { AND: [pausedFor(ctx), { keyRef, errorCode: code }] };
  const again = { status: "queued", runAfter: new Date(), errorCode: null, errorMessage: null };
  const { keyRef: present } = await upstreamFor(ctx.user.id);
  const own = await db().generation.updateMany({
    where: { ...paused, userId: ctx.user.id },
    data: { ...again, keyRef: present },
  });
  const others = await db().generation.updateMany({
    where: { ...paused, userId: { not: ctx.user.id } },
    data: again,
  });
  wake().emit("work");
  return own.count + others.count;
}

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { wake } from "@/lib/wake";

/** Forgets the person's own key. What waits for it is paused by the press; what runs was sent and is awaited. */
export async function removeKey(ctx: Context): Promise<void> {
  await db().apiKey.deleteMany({ where: { userId: ctx.user.id } });
  wake().emit("work");
}

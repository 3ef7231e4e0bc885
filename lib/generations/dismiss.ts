import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getGeneration } from "./get";

/**
 * Takes a generation without a picture out of sight. Its row stays: what it cost stays in the ledger, and an unknown
 * outcome goes on being looked up. Throws `conflict` while it may still bring one.
 */
export async function dismiss(ctx: Context, { id }: { id: string }): Promise<{ id: string }> {
  await getGeneration(ctx, { id });
  const { count } = await db().generation.updateMany({
    where: { id, status: { in: ["failed", "canceled", "unknown"] }, images: { none: {} } },
    data: { deletedAt: new Date() },
  });
  if (count === 0) throw new AppError("conflict", "Only a generation that ended without a picture can be dismissed.");
  return { id };
}

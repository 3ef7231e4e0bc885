import "server-only";
import type { Context } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";

/**
 * Makes sure that a generation is asked for again once, and only after it ended without a picture: two clicks, two tabs or
 * a page from before are no second payment. Throws `conflict`; `not_found` where it is missing or somebody else's.
 */
export async function refuseSecondRetry(tx: Tx, { user }: Context, id: string): Promise<void> {
  const old = await tx.generation.findFirst({ where: { id, userId: user.id } });
  if (!old) throw notFound("generation");
  if (!["failed", "canceled", "unknown"].includes(old.status)) {
    throw new AppError("conflict", "This generation did not end without a picture. Nothing was sent.");
  }
  // Of a second try that was dismissed there is nothing left to go on from.
  if (await tx.generation.count({ where: { retryOfId: id, deletedAt: null } })) {
    throw new AppError(
      "conflict",
      "It was generated again already, and nothing more was sent. Go on from that one, or reuse its settings.",
    );
  }
}

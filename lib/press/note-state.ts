import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { passing } from "@/lib/steps";
import type { Held } from "./settle";

/**
 * Says how far a delivered answer has come; fenced by the lease. The spool is the truth: a database that cannot be told
 * now must not cost the paid body.
 */
export async function noteState({ attemptId, owner }: Held, state: "received" | "storing"): Promise<void> {
  try {
    await db().$transaction(async (tx) => {
      const { count } = await tx.attempt.updateMany({
        where: { id: attemptId, leaseOwner: owner, state: { not: "settled" } },
        data: { state, ...(state === "received" && { receivedAt: new Date() }) },
      });
      if (count === 0 || state === "storing") return;
      await tx.generation.updateMany({
        where: { status: "running", attempts: { some: { id: attemptId } } },
        data: { status: "storing" },
      });
    });
    if (state === "received") passing("recorded");
  } catch (error) {
    log.warn("press.state_not_noted", { attempt: attemptId, state, error });
  }
}

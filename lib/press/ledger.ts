import "server-only";
import type { Tx } from "@/lib/db";

/** Writes down what an attempt cost, once. */
export async function enterLedger(
  tx: Tx,
  attempt: {
    id: string;
    generation: { id: string; userId: string; model: string; provider: string | null; keyRef: string };
  },
  amount: bigint,
  source: "response" | "lookup",
): Promise<void> {
  const { id: generationId, userId, model, provider, keyRef } = attempt.generation;
  await tx.ledgerEntry.upsert({
    where: { attemptId: attempt.id },
    create: { attemptId: attempt.id, generationId, userId, model, provider, keyRef, amount, source },
    update: {},
  });
}

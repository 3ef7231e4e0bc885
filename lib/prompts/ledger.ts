import "server-only";
import type { Tx } from "@/lib/db";

/** Writes down money that was really spent on help with a prompt, once. */
export async function enterLedger(
  tx: Tx,
  help: { id: string; kind: string; userId: string; model: string; keyRef: string },
  amount: bigint,
  found: { source: "response" | "lookup"; provider: string | null },
): Promise<void> {
  const { id: attemptId, kind: purpose, userId, model, keyRef } = help;
  await tx.ledgerEntry.upsert({
    where: { attemptId },
    create: { attemptId, generationId: null, purpose, userId, model, keyRef, amount, ...found },
    update: {},
  });
}

import "server-only";
import type { Prisma, Tx } from "@/lib/db";
import { type Period, startOf } from "./period";
import type { Scope } from "./schema";

interface Bound {
  scope: string;
  scopeId: string;
  period: string;
}

/**
 * What a budget has to bear in the period of `now`, in nano-dollars: what was spent in it, and what is held for work that
 * may still cost something. Of an outcome that stays unknown the charge, if any, belongs to the period in which it was lost.
 */
export async function standing(tx: Tx, budget: Bound, now: Date): Promise<{ spent: bigint; reserved: bigint }> {
  const since = startOf(budget.period as Period, now);
  const whose = whoseRows(budget);
  const [ledger, live] = await Promise.all([
    tx.ledgerEntry.aggregate({ where: { ...whose, at: { gte: since } }, _sum: { amount: true } }),
    tx.generation.aggregate({
      where: {
        ...whose,
        OR: [
          { status: { in: ["queued", "running", "storing", "paused"] } },
          { status: "unknown", finishedAt: { gte: since } },
        ],
      },
      _sum: { reserved: true },
    }),
  ]);
  return { spent: ledger._sum.amount ?? 0n, reserved: live._sum.reserved ?? 0n };
}

/** What the sandbox costs is never money. */
function whoseRows({ scope, scopeId }: Bound): { userId?: string; keyRef: Prisma.StringFilter | string } {
  if (scope === ("key" satisfies Scope)) return { keyRef: scopeId };
  return { ...(scope === ("person" satisfies Scope) && { userId: scopeId }), keyRef: { not: "sandbox" } };
}

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { endOf, type Period } from "./period";
import type { BudgetDto, Scope } from "./schema";
import { standing } from "./standing";

/** The owner sees every budget, anybody else their own. */
export async function listBudgets({ user }: Context, now = new Date()): Promise<BudgetDto[]> {
  const rows = await db().budget.findMany({
    where: user.role === "owner" ? {} : { scope: "person", scopeId: user.id },
    orderBy: [{ scope: "asc" }, { createdAt: "asc" }],
  });
  const [people, keys] = await Promise.all([
    db().user.findMany({
      where: { id: { in: rows.map(({ scopeId }) => scopeId) } },
      select: { id: true, email: true },
    }),
    db().apiKey.findMany({
      where: { id: { in: rows.map(({ scopeId }) => scopeId) } },
      select: { id: true, user: { select: { email: true } } },
    }),
  ]);
  const emails = new Map([
    ...people.map(({ id, email }) => [id, email] as const),
    ...keys.map((key) => [key.id, key.user.email] as const),
  ]);
  return Promise.all(
    rows.map(async (row) => {
      const { spent, reserved } = await standing(db(), row, now);
      return {
        scope: row.scope as Scope,
        email: emails.get(row.scopeId) ?? null,
        period: row.period as Period,
        amount: Number(row.amount),
        spent: Number(spent),
        reserved: Number(reserved),
        renewsAt: endOf(row.period as Period, now).toISOString(),
      };
    }),
  );
}

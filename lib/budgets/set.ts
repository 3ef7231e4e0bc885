import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { SetBudget } from "./schema";
import { ownerOnly, scopeIdOf } from "./scope";

/** Sets what may be spent in a period, in place of what was set before. What was accepted already stays so. */
export async function setBudget(
  ctx: Context,
  { scope, email, period, amount }: z.output<typeof SetBudget>,
): Promise<void> {
  ownerOnly(ctx);
  const id = { scope, scopeId: await scopeIdOf(scope, email), period };
  await db().budget.upsert({
    where: { scope_scopeId_period: id },
    create: { ...id, amount: BigInt(amount) },
    update: { amount: BigInt(amount) },
  });
}

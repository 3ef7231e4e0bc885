import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ClearBudget } from "./schema";
import { ownerOnly, scopeIdOf } from "./scope";

/** Throws `not_found` where none is set. */
export async function clearBudget(ctx: Context, { scope, email, period }: z.output<typeof ClearBudget>): Promise<void> {
  ownerOnly(ctx);
  const { count } = await db().budget.deleteMany({
    where: { scope, scopeId: await scopeIdOf(scope, email), period },
  });
  if (count === 0) throw notFound("budget");
}

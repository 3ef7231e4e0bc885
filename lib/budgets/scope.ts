import "server-only";
import { findAccount } from "@/lib/auth/owner";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError, invalid } from "@/lib/errors";
import type { Scope } from "./schema";

/** Throws `forbidden`. */
export function ownerOnly({ user }: Context): void {
  if (user.role !== "owner") throw new AppError("forbidden", "Only the owner of this studio sets budgets.");
}

/** What a budget's row is named by. Throws `invalid` naming the field. */
export async function scopeIdOf(scope: Scope, email: string | undefined): Promise<string> {
  if (scope === "instance") return "";
  if (scope === "key" && !email) return "instance";
  if (!email) throw invalid("Say whose budget it is: the account's e-mail.", "email");
  const user = await findAccount(email);
  if (!user) throw invalid(`There is no account with the e-mail ${email}.`, "email");
  if (scope === "person") return user.id;
  const own = await db().apiKey.findUnique({ where: { userId: user.id }, select: { id: true } });
  if (!own) throw invalid(`${email} has no key of their own.`, "email");
  return own.id;
}

import "server-only";
import type { Context } from "@/lib/context";
import { db, isUniqueViolation } from "@/lib/db";
import { Email } from "./email";

/** One row, whoever starts first: its id is fixed. */
const OWNER_ID = "owner";

/** Makes the owner's row where it is missing. `claimed`: somebody signed up for it. */
export async function ensureOwner(): Promise<{ id: string; claimed: boolean }> {
  const find = () => db().user.findUnique({ where: { id: OWNER_ID }, select: { email: true } });
  let owner = await find();
  if (!owner) {
    await db()
      .user.create({ data: { id: OWNER_ID, role: "owner" } })
      .catch((error) => {
        if (!isUniqueViolation(error)) throw error;
      });
    owner = await find();
  }
  return { id: OWNER_ID, claimed: owner?.email != null };
}

/** The account with this e-mail, for an operator who names it; null: there is none. */
export async function findAccount(email: string): Promise<Context["user"] | null> {
  const address = Email.safeParse(email).data;
  const row = address && (await db().user.findUnique({ where: { email: address }, select: { id: true, role: true } }));
  return row ? { id: row.id, role: row.role as Context["user"]["role"] } : null;
}

import { ensureOwner, findAccount } from "@/lib/auth/owner";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { prepareLibrary } from "@/lib/library";

/** Opens the library, made where it is missing, for the account with this e-mail, else for the owner. */
export async function openLibrary(email: string | undefined): Promise<Context> {
  prepareLibrary();
  if (email === undefined) return { user: { id: (await ensureOwner()).id, role: "owner" }, actor: "cli" };
  const user = await findAccount(email);
  if (!user) throw new AppError("not_found", `There is no account with the e-mail ${email}. Nothing was done.`);
  return { user, actor: "cli" };
}

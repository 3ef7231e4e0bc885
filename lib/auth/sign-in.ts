import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { clientAddress } from "./address";
import { Email } from "./email";
import { signIn as setCookie } from "./next-auth";
import { nextPath } from "./next-path";
import { hashPassword, isOutdated, verifyPassword } from "./password";
import type { ClaimOwner, SignIn } from "./schema";
import { startSession } from "./session-row";
import { claimOwner } from "./setup";
import { countTry } from "./throttle";

/** Signs in with e-mail and password. The answer, and the time it takes, do not tell whether the account exists. */
export async function signIn({ email, password, next }: z.output<typeof SignIn>): Promise<never> {
  const from = await headers();
  const { forgive } = await countTry(email.trim().toLowerCase(), clientAddress(from));
  const address = Email.safeParse(email).data;
  const user = address ? await db().user.findUnique({ where: { email: address } }) : null;
  if (!(await verifyPassword(user?.passwordHash ?? null, password)) || !user?.passwordHash) {
    throw new AppError("invalid", "The e-mail or the password is wrong.", "password");
  }
  await forgive();
  if (isOutdated(user.passwordHash)) {
    await db().user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(password) } });
  }
  await enter(user.id);
  redirect(nextPath(next));
}

/** Claims the owner's account with the one-time link, and signs in. */
export async function setUp(input: z.output<typeof ClaimOwner>): Promise<never> {
  await enter(await claimOwner(input));
  redirect(nextPath(undefined));
}

async function enter(userId: string): Promise<void> {
  const sessionId = await startSession(userId, (await headers()).get("user-agent") ?? "");
  await setCookie("credentials", { sessionId, redirect: false });
}

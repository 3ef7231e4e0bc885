import "server-only";
import { cache } from "react";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { auth } from "./next-auth";

/** A row is stamped at most this often, milliseconds: being looked at must not write each time. */
const SEEN_MS = 5 * 60 * 1000;

/** The session of this request, from its cookie and its row; null: signed out, revoked or run out. Read once a request. */
export const currentSession = cache(async () => {
  const id = (await auth())?.user?.id;
  if (!id) return null;
  const session = await db().session.findUnique({
    where: { id },
    select: { id: true, expiresAt: true, lastSeenAt: true, user: { select: { id: true, role: true, email: true } } },
  });
  const now = new Date();
  if (!session || session.expiresAt < now) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_MS) {
    await db().session.updateMany({ where: { id }, data: { lastSeenAt: now } });
  }
  return session;
});

/** Who asks; null: nobody who is signed in. */
export async function currentUser(): Promise<Context["user"] | null> {
  const user = (await currentSession())?.user;
  return user ? { id: user.id, role: user.role as Context["user"]["role"] } : null;
}

/** Who asks. Throws `unauthenticated`. */
export async function requireUser(): Promise<Context["user"]> {
  const user = await currentUser();
  if (!user) throw new AppError("unauthenticated", "Sign in to go on.");
  return user;
}

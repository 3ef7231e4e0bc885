import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { sessionIdFromCookie } from "./next-auth";

/** A row is stamped at most this often, milliseconds: being looked at must not write each time. */
const SEEN_MS = 5 * 60 * 1000;

/** The session of this request, from its cookie and its row; null: signed out, revoked or run out. Read once a request. */
export const currentSession = cache(async () => {
  const id = await sessionIdFromCookie();
  if (!id) return null;
  const session = await db().session.findUnique({
    where: { id },
    select: { id: true, expiresAt: true, lastSeenAt: true, user: { select: { id: true, role: true, email: true } } },
  });
  const now = new Date();
  if (!session || session.expiresAt < now) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_MS) {
    // Not `update`: the row may be revoked at this very moment.
    await db().session.updateMany({ where: { id }, data: { lastSeenAt: now } });
  }
  const { user } = session;
  return { id, email: user.email, user: { id: user.id, role: user.role as Context["user"]["role"] } };
});

/** Who asks; null: nobody who is signed in. */
export async function currentUser(): Promise<Context["user"] | null> {
  return (await currentSession())?.user ?? null;
}

/** Who asks. Throws `unauthenticated`. */
export async function requireUser(): Promise<Context["user"]> {
  const user = await currentUser();
  if (!user) throw new AppError("unauthenticated", "You are signed out, so nothing was done. Sign in to go on.");
  return user;
}

/** Who looks at the page; nobody is sent to sign in, and afterwards back to `path` (with its query). */
export async function pageUser(path: string): Promise<Context["user"]> {
  return (await currentUser()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

import "server-only";
import { createHash } from "node:crypto";
import { redirect } from "next/navigation";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { browserName } from "./browser-name";
import { signOut as dropCookie } from "./next-auth";
import { hashPassword, verifyPassword } from "./password";
import type { ChangePassword, SessionDto } from "./schema";
import { currentSession } from "./session";
import { countTry } from "./throttle";

/** The page may know which session is which, but not the id that the cookie carries. */
const publicId = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 32);

/** The browsers that are signed in to the person's account, last seen first. */
export async function listSessions(ctx: Context): Promise<SessionDto[]> {
  const here = (await currentSession())?.id;
  const rows = await db().session.findMany({
    where: { userId: ctx.user.id, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
  });
  return rows.map((row) => ({
    id: publicId(row.id),
    browser: browserName(row.userAgent),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === here,
  }));
}

/** Signs one browser out. Throws `not_found` for one that is missing or somebody else's. */
export async function revokeSession(ctx: Context, { id }: { id: string }): Promise<void> {
  const rows = await db().session.findMany({ where: { userId: ctx.user.id }, select: { id: true } });
  const row = rows.find((session) => publicId(session.id) === id);
  if (!row) throw notFound("session");
  await db().session.deleteMany({ where: { id: row.id, userId: ctx.user.id } });
}

/** Signs this browser out. */
export async function signOut(): Promise<never> {
  const session = await currentSession();
  if (session) await db().session.deleteMany({ where: { id: session.id } });
  await dropCookie({ redirect: false });
  redirect("/sign-in");
}

/** Signs every browser out, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<never> {
  await db().session.deleteMany({ where: { userId: ctx.user.id } });
  return signOut();
}

/** Changes the password and signs every other browser out. */
export async function changePassword(
  ctx: Context,
  { current, password }: z.output<typeof ChangePassword>,
): Promise<{ changed: true }> {
  const { forgive } = await countTry(`change ${ctx.user.id}`, ctx.user.id);
  const user = await db().user.findUniqueOrThrow({ where: { id: ctx.user.id } });
  if (!(await verifyPassword(user.passwordHash, current))) {
    throw new AppError("invalid", "This is not your current password.", "current");
  }
  await forgive();
  const passwordHash = await hashPassword(password);
  const here = (await currentSession())?.id ?? "";
  await db().$transaction([
    db().user.update({ where: { id: user.id }, data: { passwordHash } }),
    db().session.deleteMany({ where: { userId: user.id, id: { not: here } } }),
  ]);
  return { changed: true };
}

import "server-only";
import { randomBytes } from "node:crypto";
import { db } from "@/lib/db";

/** How long a browser stays signed in, milliseconds. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/** Signs a browser in: a new id each time, so that none can be planted. */
export async function startSession(userId: string, userAgent: string): Promise<string> {
  const now = Date.now();
  await db().session.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  const { id } = await db().session.create({
    data: {
      id: randomBytes(32).toString("base64url"),
      userId,
      userAgent: userAgent.slice(0, 300),
      expiresAt: new Date(now + SESSION_MS),
    },
    select: { id: true },
  });
  return id;
}

/** Those of these sessions that go on. */
export async function liveSessions(ids: string[]): Promise<Set<string>> {
  const rows = await db().session.findMany({
    where: { id: { in: ids }, expiresAt: { gt: new Date() } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

import "server-only";
import { cookies } from "next/headers";
import NextAuth from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { authSecret } from "@/lib/secrets";
import { SESSION_MS } from "./session-row";

const isHttps = () => env().appUrl?.startsWith("https:") ?? false;
const cookieName = () => `${isHttps() ? "__Host-" : ""}proofsheet`;

/**
 * The cookie: an encrypted token that carries a session's id and nothing else. Whether that session still is one, its row
 * says, each time. Nothing of next-auth is mounted as a route: only our own actions sign in and out.
 */
export const { signIn, signOut } = NextAuth(() => ({
  secret: authSecret(),
  // The address is only used for redirects, and those are ours.
  trustHost: true,
  session: { strategy: "jwt", maxAge: SESSION_MS / 1000 },
  useSecureCookies: isHttps(),
  cookies: {
    sessionToken: {
      name: cookieName(),
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() },
    },
  },
  providers: [
    Credentials({
      credentials: { sessionId: {} },
      async authorize({ sessionId }) {
        const row = await db().session.findUnique({ where: { id: String(sessionId) }, select: { id: true } });
        return row && { id: row.id };
      },
    }),
  ],
  callbacks: { jwt: ({ token, user }) => (user ? { sub: user.id } : token) },
  logger: { error: (error) => log.error("auth.failed", { error }) },
}));

/**
 * The session's id in this request's cookie, or null. Not `auth()` of next-auth: that seals a new token each time only to drop
 * it, and fails on a forged `X-Forwarded-Host`.
 */
export async function sessionIdFromCookie(): Promise<string | null> {
  const name = cookieName();
  const token = (await cookies()).get(name)?.value;
  try {
    return (await decode({ token, secret: authSecret(), salt: name }))?.sub ?? null;
  } catch {
    // Forged, out of date, or sealed with an older secret.
    return null;
  }
}

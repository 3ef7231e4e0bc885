import "server-only";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { authSecret } from "@/lib/secrets";
import { SESSION_MS } from "./session-row";

/**
 * The cookie: an encrypted token that carries a session's id and nothing else. Whether that session still is one, its row
 * says, each time. Nothing of next-auth is mounted as a route: only our own actions sign in and out.
 */
export const { auth, signIn, signOut } = NextAuth(() => {
  const secure = env().appUrl?.startsWith("https:") ?? false;
  return {
    secret: authSecret(),
    // The address is only used for redirects, and those are ours.
    trustHost: true,
    session: { strategy: "jwt", maxAge: SESSION_MS / 1000 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: `${secure ? "__Host-" : ""}proofsheet`,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
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
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id } : token),
      // Built by hand: what a session callback is given holds more than a page should see.
      session: ({ session, token }) => ({ expires: session.expires, user: { id: token.sub } }),
    },
    // A cookie that cannot be read, such as one sealed with an older secret, is a visitor and no error.
    logger: { error: ({ name, message }) => log.warn("auth.refused", { name, message }) },
  };
});

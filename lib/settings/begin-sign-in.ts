import "server-only";
import { ownOrigin } from "@/lib/auth/own-origin";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { authorizationUrl } from "@/lib/openrouter/pkce";
import { seal } from "@/lib/seal";
import { challengeOf, hashOf, newSecret, placeOf } from "./sign-in-secrets";

/** As long as OpenRouter's code is good. */
const LIFETIME_MS = 10 * 60_000;

/**
 * Begins to fetch a key from OpenRouter (PKCE): the address to send the browser to. One sign-in a person is under way; the
 * state comes back in the callback's own query, because OpenRouter does not promise to hand one through.
 */
export async function beginSignIn(ctx: Context): Promise<{ url: string }> {
  const [state, verifier] = [newSecret(), newSecret()];
  const callback = new URL("/api/openrouter/callback", await ownOrigin());
  callback.searchParams.set("state", state);
  const request = { userId: ctx.user.id, stateHash: hashOf(state) };
  await db().$transaction([
    db().keyRequest.deleteMany({ where: { OR: [{ userId: ctx.user.id }, { expiresAt: { lt: new Date() } }] } }),
    db().keyRequest.create({
      data: {
        ...request,
        sealed: seal(verifier, placeOf(request)),
        expiresAt: new Date(Date.now() + LIFETIME_MS),
      },
    }),
  ]);
  const wish = { callbackUrl: callback.href, challenge: challengeOf(verifier), keyLabel: "Proofsheet" };
  return { url: authorizationUrl(env().baseUrl, wish) };
}

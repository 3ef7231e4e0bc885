import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { exchangeCode } from "@/lib/openrouter/pkce";
import { unseal } from "@/lib/seal";
import { keepKey } from "./own-key";
import type { SignInOutcome } from "./schema";
import { hashOf, placeOf } from "./sign-in-secrets";

/** Ends a sign-in at OpenRouter with what the browser brought back; no `code`: it was denied there. Never throws. */
export async function finishSignIn(
  ctx: Context,
  { state, code }: { state: string; code: string | null },
): Promise<SignInOutcome> {
  const request = await take(hashOf(state));
  if (!request) return "used";
  // Else a link could plant somebody else's key, and with it pictures would go into that account's records.
  if (request.userId !== ctx.user.id) return "other-person";
  const verifier = unseal(request.sealed, placeOf(request));
  if (request.expiresAt < new Date() || verifier === null) return "expired";
  if (!code) return "denied";
  try {
    await keepKey(ctx.user.id, await exchangeCode(env().baseUrl, { code, verifier }), "openrouter");
    return "connected";
  } catch (error) {
    log.warn("settings.sign_in_failed", { error });
    return error instanceof AppError && error.code === "unavailable" ? "unreachable" : "refused";
  }
}

/** Whoever comes first takes it, and nobody after that. */
async function take(stateHash: string) {
  return db().$transaction(async (tx) => {
    const request = await tx.keyRequest.findUnique({ where: { stateHash } });
    if (request) await tx.keyRequest.delete({ where: { stateHash } });
    return request;
  });
}

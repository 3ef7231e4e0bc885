import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { env, OPENROUTER_API } from "@/lib/env";
import { openKey } from "./own-key";
import type { KeySource, KeyState } from "./schema";

/** Whose key pays for the person's pictures, without asking anybody outside. */
export async function getKeyState(ctx: Context): Promise<KeyState> {
  const { apiKey, baseUrl } = env();
  const own = await db().apiKey.findUnique({ where: { userId: ctx.user.id } });
  return {
    payer: own ? "own" : apiKey ? "studio" : "sandbox",
    own: own && {
      last4: own.last4,
      source: own.source as KeySource,
      createdAt: own.createdAt.toISOString(),
      readable: openKey(own) !== null,
    },
    host: new URL(baseUrl).host,
    unusedServer: !apiKey && baseUrl !== OPENROUTER_API,
  };
}

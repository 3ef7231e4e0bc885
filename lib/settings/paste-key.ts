import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, invalid } from "@/lib/errors";
import { fetchKey } from "@/lib/openrouter/account";
import { checkShape, keepKey } from "./own-key";
import type { PasteKey } from "./schema";

/** Keeps a key that its server accepts: a wrong one would only show later, one paused picture at a time. */
export async function pasteKey(ctx: Context, { key }: z.output<typeof PasteKey>): Promise<void> {
  checkShape(key);
  const { isManagementKey } = await fetchKey(env().baseUrl, key).catch(notKept);
  if (isManagementKey) {
    throw invalid("This key manages other keys and pays for nothing. Paste an ordinary one; this was not kept.", "key");
  }
  await keepKey(ctx.user.id, key, "pasted");
}

function notKept(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw new AppError(error.code, `${error.message} It was not kept.`, "key");
}

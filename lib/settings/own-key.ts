import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { seal, unseal } from "@/lib/seal";
import { looksLikeKey } from "@/lib/secrets";
import { wake } from "@/lib/wake";
import type { KeySource } from "./schema";

const placeOf = ({ id, userId }: { id: string; userId: string }) => ["api key", userId, id];

/** The key in this row; null: it was sealed with a secret that the server has no more. */
export const openKey = (row: { id: string; userId: string; sealed: string }): string | null =>
  unseal(row.sealed, placeOf(row));

/**
 * Keeps a person's key in place of an earlier one. It is a row of its own: what was queued for the earlier one is paused,
 * never sent with this one unasked. Throws `invalid` for what does not look like a key.
 */
export async function keepKey(userId: string, key: string, source: KeySource): Promise<void> {
  checkShape(key);
  const id = randomUUID();
  const sealed = seal(key, placeOf({ id, userId }));
  await db().$transaction([
    db().apiKey.deleteMany({ where: { userId } }),
    db().apiKey.create({ data: { id, userId, sealed, last4: key.slice(-4), source } }),
  ]);
  wake().emit("work");
}

export function checkShape(key: string): void {
  if (looksLikeKey(key)) return;
  throw invalid(
    "OpenRouter's keys begin with sk-or- and have no spaces. Copy the whole key; this was not kept.",
    "key",
  );
}

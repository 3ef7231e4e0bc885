import "server-only";
import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { absentKeyRef, SHARED } from "@/lib/settings/upstream";
import { KEY_WIDE } from "./paused";
import type { PausedKey } from "./schema";

/** Reasons for which a key's jobs wait until a person decides with which key they are sent. */
const ASKED = ["key_changed", "key_gone"];

/** What is paused with a key as a whole and is the person's to send: their own; for the owner also what the shared key pays. */
export function pausedFor({ user }: Context): Prisma.GenerationWhereInput {
  const shared = SHARED.filter((keyRef) => keyRef !== absentKeyRef());
  return {
    status: "paused",
    deletedAt: null,
    errorCode: { in: [...KEY_WIDE, ...ASKED] },
    OR: [{ userId: user.id }, ...(user.role === "owner" ? [{ keyRef: { in: shared } }] : [])],
  };
}

/** Keys whose jobs are paused as a whole, an entry for each key and reason, longest wait first. */
export async function listPausedKeys(ctx: Context): Promise<PausedKey[]> {
  const rows = await db().generation.groupBy({
    by: ["keyRef", "errorCode"],
    where: pausedFor(ctx),
    _count: true,
    _min: { runAfter: true },
    _max: { errorMessage: true },
    orderBy: { _min: { runAfter: "asc" } },
  });
  return rows.map(({ keyRef, errorCode, _count, _min, _max }) => ({
    keyRef,
    code: errorCode ?? "",
    message: _max.errorMessage ?? "Nothing was sent.",
    count: _count,
    runAfter: KEY_WIDE.some((code) => code === errorCode) ? (_min.runAfter?.toISOString() ?? null) : null,
  }));
}

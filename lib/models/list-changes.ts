import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";
import { type Change, NEWS_MS } from "./changes";
import type { ModelChange } from "./schema";

/** What changed in this person's catalogue within the last 30 days, newest first; of one model all that is remembered. */
export async function listChanges({ user }: Context, modelId?: string): Promise<ModelChange[]> {
  const { origin } = await upstreamFor(user.id);
  const rows = await db().catalogChange.findMany({
    where: { origin, ...(modelId ? { modelId } : { at: { gte: new Date(Date.now() - NEWS_MS) } }) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
  });
  return rows.map(({ id, name, kind, detail, at, ...row }) => ({
    id,
    modelId: row.modelId,
    name,
    kind: kind as Change["kind"],
    detail,
    at: at.toISOString(),
  }));
}

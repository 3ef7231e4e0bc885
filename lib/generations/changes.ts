import "server-only";
import { buildId } from "@/lib/build-id";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { generationInclude, toGenerationDto } from "./dto";
import type { Changes } from "./schema";

/** Rows at a time: the rest comes with the next question. */
const PAGE = 200;
/** A row is stamped before its transaction commits, and may wait for others meanwhile: look this far back for late ones. */
export const OVERLAP_MS = 30_000;

/**
 * The person's generations that changed since the cursor of an earlier answer, oldest change first; without a cursor only
 * where to begin. The same row may come twice, never not at all. Throws `invalid` for what is no cursor.
 */
export async function listChanges(ctx: Context, { since }: { since?: string }): Promise<Changes> {
  const now = new Date();
  if (since === undefined) return { generations: [], cursor: now.toISOString(), more: false, build: buildId() };
  const [begun, at, id] = since.split("~");
  const [from, reached] = [new Date(begun ?? ""), new Date(at ?? 0)];
  if (Number.isNaN(from.getTime() + reached.getTime())) {
    throw invalid("`since` is not a cursor of an earlier answer.", "since");
  }
  const rows = await db().generation.findMany({
    where: {
      userId: ctx.user.id,
      deletedAt: null,
      ...(id
        ? { OR: [{ updatedAt: { gt: reached } }, { updatedAt: reached, id: { gt: id } }] }
        : { updatedAt: { gte: overlapping(from, now) } }),
    },
    orderBy: [{ updatedAt: "asc" }, { id: "asc" }],
    take: PAGE,
    include: generationInclude,
  });
  // Many rows bear the same time: a full page goes on behind its last row, and once all are read, from where it began.
  const start = (id ? from : now).toISOString();
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return {
    generations: rows.map(toGenerationDto),
    cursor: last ? [start, last.updatedAt.toISOString(), last.id].join("~") : start,
    more: last !== undefined,
    build: buildId(),
  };
}

/** From where to look for what changed since `then`, also when the clock was set back meanwhile. */
export const overlapping = (then: Date, now: Date) => new Date(Math.min(then.getTime(), now.getTime()) - OVERLAP_MS);

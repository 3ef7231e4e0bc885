import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";

/** What a person's own use says about a model. */
export interface ModelStats {
  /** Requests that came to an end, but for those that were canceled. */
  ended: number;
  /** Of them refused for what was asked. */
  refused: number;
  /** Median from sending to having its pictures; null: none was made of late. */
  seconds: number | null;
}

/** Codes of what was refused for its content, by an error or in the model's own words. */
const REFUSALS = ["moderation", "answered_in_words"];

/** Answers of which the median is taken: the newest of all models together. */
const RECENT = 1000;

/**
 * By model id, of the person's own generations. The sandbox's times and refusals say nothing about real models: of the two
 * only what is in use counts.
 */
export async function modelStats({ user }: Context): Promise<Record<string, ModelStats>> {
  const { sandbox } = await upstreamFor(user.id);
  const own = { userId: user.id, keyRef: sandbox ? "sandbox" : { not: "sandbox" } };
  const [ends, refusals, recent] = await Promise.all([
    db().generation.groupBy({
      by: ["model"],
      where: { ...own, status: { in: ["succeeded", "failed", "unknown"] } },
      _count: true,
    }),
    db().generation.groupBy({
      by: ["model"],
      where: { ...own, status: "failed", errorCode: { in: REFUSALS } },
      _count: true,
    }),
    db().generation.findMany({
      where: { ...own, status: "succeeded" },
      select: { model: true, startedAt: true, finishedAt: true },
      orderBy: { updatedAt: "desc" },
      take: RECENT,
    }),
  ]);
  const refused = new Map(refusals.map(({ model, _count }) => [model, _count]));
  const seconds = new Map<string, number[]>();
  for (const { model, startedAt, finishedAt } of recent) {
    if (!startedAt || !finishedAt) continue;
    seconds.set(model, [...(seconds.get(model) ?? []), (finishedAt.getTime() - startedAt.getTime()) / 1000]);
  }
  return Object.fromEntries(
    ends.map(({ model, _count: ended }) => [
      model,
      { ended, refused: refused.get(model) ?? 0, seconds: median(seconds.get(model) ?? []) },
    ]),
  );
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return null;
  return sorted.length % 2 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2;
}

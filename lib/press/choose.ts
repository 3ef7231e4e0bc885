import "server-only";
import { db, type Prisma } from "@/lib/db";

const include = {
  references: { orderBy: { position: "asc" }, include: { reference: { include: { blob: true } } } },
  attempts: { where: { outcome: "wrong_modalities" }, take: 1, select: { id: true } },
} as const;

export type Candidate = Prisma.GenerationGetPayload<{ include: typeof include }>;

/**
 * The next `slots` queued generations `where` says: each goes to the person who has the fewest under way, so that nobody
 * waits behind another's long queue. A person's own come in the order in which they were asked for.
 */
export async function chooseQueued(slots: number, where: Prisma.GenerationWhereInput): Promise<Candidate[]> {
  if (slots <= 0) return [];
  const queued = { ...where, status: "queued" };
  const waiting = await db().generation.groupBy({
    by: ["userId"],
    where: queued,
    _min: { runAfter: true },
    orderBy: { _min: { runAfter: "asc" } },
  });
  const busy = await underWay(waiting.map(({ userId }) => userId));
  const people = waiting.map(({ userId }) => ({ userId, has: busy.get(userId) ?? 0 }));
  // No more than `slots` people can be given one.
  const next = await Promise.all(
    people
      .sort((a, b) => a.has - b.has)
      .slice(0, slots)
      .map(async ({ userId, has }) => ({
        has,
        rows: await db().generation.findMany({
          where: { ...queued, userId },
          orderBy: [{ runAfter: "asc" }, { createdAt: "asc" }, { position: "asc" }],
          take: slots,
          include,
        }),
      })),
  );
  return deal(next, slots);
}

/** Gives one place after the other to who has the fewest; among equals the first. */
export function deal<T>(people: { has: number; rows: T[] }[], slots: number): T[] {
  const left = people.map(({ has, rows }) => ({ has, rows: [...rows] }));
  const dealt: T[] = [];
  while (dealt.length < slots) {
    const [least] = left.filter(({ rows }) => rows.length > 0).sort((a, b) => a.has - b.has);
    const row = least?.rows.shift();
    if (!least || row === undefined) break;
    dealt.push(row);
    least.has++;
  }
  return dealt;
}

async function underWay(userIds: string[]): Promise<Map<string, number>> {
  // Alone nobody has to share.
  if (userIds.length < 2) return new Map();
  const rows = await db().generation.groupBy({
    by: ["userId"],
    where: { userId: { in: userIds }, status: { in: ["running", "storing"] } },
    _count: true,
  });
  return new Map(rows.map(({ userId, _count }) => [userId, _count]));
}

/** A paused one whose time has come: while it is refused the others wait. */
export const chooseProbe = (where: Prisma.GenerationWhereInput): Promise<Candidate | null> =>
  db().generation.findFirst({ where: { ...where, status: "paused" }, orderBy: { runAfter: "asc" }, include });

import "server-only";
import type { Context } from "@/lib/context";
import { behind, decodeCursor, encodeCursor } from "@/lib/cursor";
import { db, type Prisma } from "@/lib/db";
import { generationInclude, toGenerationDto } from "./dto";
import type { SetPage } from "./schema";

const PAGE = 20;

/** Still worth a tile: not dismissed, and not a delivered one whose pictures are all in the trash. */
const shown: Prisma.GenerationWhereInput = {
  deletedAt: null,
  OR: [{ status: { not: "succeeded" } }, { images: { some: { trashedAt: null } } }],
};

/** The person's sets, newest first, `limit` (at most 100) a page. */
export async function listSets(
  ctx: Context,
  { cursor, limit = PAGE }: { cursor?: string; limit?: number },
): Promise<SetPage> {
  const take = Math.min(Math.max(limit, 1), 100);
  const rows = await db().generationSet.findMany({
    where: {
      userId: ctx.user.id,
      generations: { some: shown },
      ...(cursor && { AND: behind(decodeCursor(cursor)) }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: take + 1,
    include: { generations: { where: shown, orderBy: { position: "asc" }, include: generationInclude } },
  });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  return {
    sets: page.map((row) => ({
      id: row.id,
      prompt: row.prompt,
      createdAt: row.createdAt.toISOString(),
      generations: row.generations.map(toGenerationDto),
    })),
    nextCursor: rows.length > take && last ? encodeCursor(last) : null,
  };
}

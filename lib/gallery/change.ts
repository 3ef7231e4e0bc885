import "server-only";
import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";

/**
 * Changes the pictures with these ids, all of them or none: throws `not_found` when one is missing or someone else's,
 * which nobody can tell apart. Their generations are stamped as changed, so that every open tab hears of it.
 */
export async function changeImages(
  ctx: Context,
  ids: string[],
  data: { favorite: boolean } | { trashedAt: Date | null },
  only: Prisma.ImageWhereInput = {},
): Promise<void> {
  const distinct = [...new Set(ids)];
  const own = { id: { in: distinct }, userId: ctx.user.id };
  await db().$transaction(async (tx) => {
    if ((await tx.image.count({ where: own })) !== distinct.length) throw notFound("picture");
    await tx.image.updateMany({ where: { ...own, ...only }, data });
    await tx.generation.updateMany({ where: { images: { some: own } }, data: { updatedAt: new Date() } });
  });
}

import "server-only";
import type { Context } from "@/lib/context";
import { behind } from "@/lib/cursor";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { imageInclude, toImageDto } from "@/lib/generations/dto";
import { getSet } from "@/lib/generations/get";
import type { Filters } from "./filters";
import type { ImageDetail, Sibling } from "./schema";
import { ahead, matching, NEWEST_FIRST, OLDEST_FIRST } from "./search";

/**
 * A picture with its generation, its set, and its neighbours among those that match the filters (it need not match
 * itself). Throws `not_found` for a picture that is missing or somebody else's.
 */
export async function getImage(ctx: Context, { id, ...filters }: Filters & { id: string }): Promise<ImageDetail> {
  const row = await db().image.findFirst({
    where: { id, userId: ctx.user.id },
    include: { ...imageInclude, generation: { select: { setId: true, editOfId: true } } },
  });
  if (!row) throw notFound("picture");
  const where = matching(ctx, filters);
  const [{ generations }, previous, next, [parent], edits] = await Promise.all([
    getSet(ctx, row.generation.setId),
    db().image.findFirst({ where: { ...where, ...ahead(row) }, orderBy: OLDEST_FIRST, select: { id: true } }),
    db().image.findFirst({ where: { ...where, ...behind(row) }, orderBy: NEWEST_FIRST, select: { id: true } }),
    related(ctx, { id: row.generation.editOfId ?? "" }),
    related(ctx, { trashedAt: null, generation: { editOfId: id } }),
  ]);
  const generation = generations.find((one) => one.id === row.generationId);
  if (!generation) throw notFound("picture");
  return {
    image: toImageDto(row),
    generation,
    previous: previous?.id ?? null,
    next: next?.id ?? null,
    siblings: generations.flatMap(({ images, model }) => images.map((image) => ({ ...image, model }))),
    parent: parent ?? null,
    edits,
  };
}

async function related(ctx: Context, where: Prisma.ImageWhereInput): Promise<Sibling[]> {
  const rows = await db().image.findMany({
    where: { ...where, userId: ctx.user.id },
    orderBy: OLDEST_FIRST,
    include: { ...imageInclude, generation: { select: { model: true } } },
  });
  return rows.map((row) => ({ ...toImageDto(row), model: row.generation.model }));
}

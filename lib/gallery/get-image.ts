import "server-only";
import type { Context } from "@/lib/context";
import { behind } from "@/lib/cursor";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { imageInclude, toImageDto } from "@/lib/generations/dto";
import { getGeneration } from "@/lib/generations/get";
import type { Filters } from "./filters";
import type { ImageDetail } from "./schema";
import { ahead, matching, NEWEST_FIRST, OLDEST_FIRST } from "./search";

/**
 * A picture with its generation and its neighbours among those that match the filters (it need not match itself). Throws
 * `not_found` for a picture that is missing or somebody else's.
 */
export async function getImage(ctx: Context, { id, ...filters }: Filters & { id: string }): Promise<ImageDetail> {
  const row = await db().image.findFirst({ where: { id, userId: ctx.user.id }, include: imageInclude });
  if (!row) throw notFound("picture");
  const where = matching(ctx, filters);
  const [generation, previous, next] = await Promise.all([
    getGeneration(ctx, { id: row.generationId }),
    db().image.findFirst({ where: { ...where, ...ahead(row) }, orderBy: OLDEST_FIRST, select: { id: true } }),
    db().image.findFirst({ where: { ...where, ...behind(row) }, orderBy: NEWEST_FIRST, select: { id: true } }),
  ]);
  return { image: toImageDto(row), generation, previous: previous?.id ?? null, next: next?.id ?? null };
}

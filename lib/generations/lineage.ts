import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { generationInclude, imageInclude, toGenerationDto, toImageDto } from "./dto";
import type { Lineage } from "./schema";

/**
 * The line of edits that a picture belongs to: the picture it began with, and every edit since, oldest first. Throws
 * `not_found` for a picture that is missing or somebody else's.
 */
export async function lineage(ctx: Context, { imageId }: { imageId: string }): Promise<Lineage> {
  const image = await db().image.findFirst({
    where: { id: imageId, userId: ctx.user.id },
    select: { generation: { select: { rootImageId: true } } },
  });
  if (!image) throw notFound("picture");
  const rootImageId = image.generation.rootImageId ?? imageId;
  const [root, edits] = await Promise.all([
    db().image.findFirst({
      where: { id: rootImageId, userId: ctx.user.id },
      include: { ...imageInclude, generation: { include: generationInclude } },
    }),
    db().generation.findMany({
      where: { rootImageId, userId: ctx.user.id, deletedAt: null },
      orderBy: [{ createdAt: "asc" }, { position: "asc" }],
      include: generationInclude,
    }),
  ]);
  return {
    root: root && { image: toImageDto(root), generation: toGenerationDto(root.generation) },
    edits: edits.map(toGenerationDto),
  };
}

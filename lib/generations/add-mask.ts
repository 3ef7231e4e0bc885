import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { readMask } from "@/lib/pictures/mask";
import { keepReference } from "./keep-reference";
import { maskSize } from "./mask-size";

/**
 * Keeps an uploaded mask of a picture: white where it may change, on black. Throws `not_found` for a picture that is missing
 * or somebody else's, `invalid` for a mask that does not fit it or leaves nothing, or everything, to be changed.
 */
export async function addMask(
  ctx: Context,
  { imageId, upload }: { imageId: string; upload: Buffer },
): Promise<{ id: string }> {
  const image = await db().image.findFirst({
    where: { id: imageId, userId: ctx.user.id },
    select: { blob: { select: { width: true, height: true } } },
  });
  if (!image) throw notFound("picture");
  const { width, height } = image.blob;
  if (width === null || height === null) throw invalid("This file could not be read as a picture.", "imageId");
  const { id } = await keepReference(ctx, await readMask(upload, maskSize({ width, height })));
  return { id };
}

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { markPicture } from "@/lib/pictures/mask";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { type KeptReference, keepReference } from "./keep-reference";
import { maskSize } from "./mask-size";
import { referenceOfImage } from "./reference-from-image";
import type { CreateGenerations } from "./schema";

/** What an edit comes to: where it stands in its line, and the pictures that are sent for it. */
export interface Edit {
  editOfId: string;
  rootImageId: string;
  maskId: string | null;
  /** Pixels of the picture that is edited. */
  size: { width: number; height: number };
  /** The picture as it is sent, first of all. */
  base: KeptReference;
  /** The same with the area to change painted over, sent last; null: all of it may change. */
  marked: KeptReference | null;
}

/**
 * Prepares an edit of a picture of the person's. Throws `not_found` for a picture or mask that is missing or somebody
 * else's, `invalid` for bytes that are no picture and for a mask of another picture's shape.
 */
export async function prepareEdit(
  ctx: Context,
  { imageId, maskId }: NonNullable<CreateGenerations["edit"]>,
): Promise<Edit> {
  const base = await referenceOfImage(ctx, { imageId });
  const image = await db().image.findUniqueOrThrow({
    where: { id: imageId },
    select: { blob: true, generation: { select: { rootImageId: true } } },
  });
  const size = { width: image.blob.width ?? 0, height: image.blob.height ?? 0 };
  return {
    editOfId: imageId,
    rootImageId: image.generation.rootImageId ?? imageId,
    maskId: maskId ?? null,
    size,
    base,
    marked: maskId === undefined ? null : await markedBy(ctx, maskId, base, maskSize(size)),
  };
}

async function markedBy(
  ctx: Context,
  maskId: string,
  base: KeptReference,
  size: { width: number; height: number },
): Promise<KeptReference> {
  const mask = await db().reference.findFirst({ where: { id: maskId, userId: ctx.user.id }, include: { blob: true } });
  if (!mask) throw notFound("mask");
  if (mask.blob.width !== size.width || mask.blob.height !== size.height) {
    throw invalid("The mask was painted over another picture.", "mask");
  }
  const [picture, painted] = await Promise.all([base, mask].map(({ sha256 }) => storage().localPath(blobKey(sha256))));
  if (!picture || !painted) throw invalid("The picture or its mask is missing from the library's files.", "mask");
  const { bytes } = await markPicture(picture, painted);
  return keepReference(ctx, bytes);
}

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { fitReference } from "@/lib/pictures/reference";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { toReferenceDto } from "./dto";
import { type KeptReference, keepReference } from "./keep-reference";
import type { ReferenceDto } from "./schema";

/** Makes a picture of the person's gallery a reference image. The same picture twice is one reference. */
export async function addReferenceFromImage(ctx: Context, input: { imageId: string }): Promise<ReferenceDto> {
  return toReferenceDto(await referenceOfImage(ctx, input));
}

/**
 * The reference made of a picture. A vector picture is sent as our raster of it. Throws `not_found` for a picture that is
 * missing or somebody else's, `invalid` for bytes that are no picture.
 */
export async function referenceOfImage(ctx: Context, { imageId }: { imageId: string }): Promise<KeptReference> {
  const image = await db().image.findFirst({
    where: { id: imageId, userId: ctx.user.id },
    select: {
      blob: true,
      references: { where: { userId: ctx.user.id }, take: 1, include: { blob: true } },
    },
  });
  if (!image) throw notFound("picture");
  const [known] = image.references;
  if (known) return known;
  const { sha256, width } = image.blob;
  if (width === null) throw invalid("This file could not be read as a picture: no model can be shown it.", "imageId");
  const path = await storage().localPath(blobKey(sha256));
  if (!path) throw invalid("This picture is missing from the library's files.", "imageId");
  const { bytes } = await fitReference(path);
  return keepReference(ctx, bytes, { originalSha256: sha256, imageId });
}

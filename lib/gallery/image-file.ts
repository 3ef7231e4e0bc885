import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What is needed to send a picture's bytes. */
export interface ImageFile {
  id: string;
  sha256: string;
  mediaType: string;
  prompt: string;
}

/**
 * `delivered`: the bytes as they came, where the untouched area was put back over them. Throws `not_found` for a picture
 * that is missing or somebody else's.
 */
export async function imageFile(ctx: Context, id: string, delivered = false): Promise<ImageFile> {
  const row = await db().image.findFirst({
    where: { id, userId: ctx.user.id },
    select: {
      sha256: true,
      deliveredSha256: true,
      blob: { select: { mediaType: true } },
      generation: { select: { prompt: true } },
    },
  });
  if (!row) throw notFound("picture");
  const { prompt } = row.generation;
  if (!delivered || row.deliveredSha256 === null)
    return { id, sha256: row.sha256, mediaType: row.blob.mediaType, prompt };
  const { sha256, mediaType } = await db().blob.findUniqueOrThrow({ where: { sha256: row.deliveredSha256 } });
  return { id, sha256, mediaType, prompt: `${prompt} as delivered` };
}

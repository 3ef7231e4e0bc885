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

/** Throws `not_found` for a picture that is missing or somebody else's. */
export async function imageFile(ctx: Context, id: string): Promise<ImageFile> {
  const row = await db().image.findFirst({
    where: { id, userId: ctx.user.id },
    select: { sha256: true, blob: { select: { mediaType: true } }, generation: { select: { prompt: true } } },
  });
  if (!row) throw notFound("picture");
  return { id, sha256: row.sha256, mediaType: row.blob.mediaType, prompt: row.generation.prompt };
}

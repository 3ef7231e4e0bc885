import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { reencodeReference } from "@/lib/pictures/reference";
import { toReferenceDto } from "./dto";
import { keepBytes, keepReference } from "./keep-reference";
import type { ReferenceDto } from "./schema";

/**
 * Keeps an uploaded picture as a reference image, re-encoded; the same picture twice is one reference. The upload itself is
 * kept too, and never leaves the server: it may say where it was taken.
 */
export async function addReference(ctx: Context, upload: Buffer): Promise<ReferenceDto> {
  const { bytes } = await reencodeReference(upload);
  const { sha256 } = await keepBytes(upload);
  return toReferenceDto(await keepReference(ctx, bytes, { originalSha256: sha256 }));
}

/** The hash of a reference's bytes. Throws `not_found` for one that is missing or somebody else's. */
export async function referenceHash(ctx: Context, id: string): Promise<string> {
  const row = await db().reference.findFirst({ where: { id, userId: ctx.user.id }, select: { sha256: true } });
  if (!row) throw notFound("reference image");
  return row.sha256;
}

import "server-only";
import { readFile } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { referenceOfImage } from "@/lib/generations/reference-from-image";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { help } from "./help";
import type { Describe, HelpDto } from "./schema";

/**
 * Has a text model put a picture into words that make one like it. What is sent is the reference image: re-encoded, without
 * metadata. Pays once. Throws `not_found` for a picture that is missing or somebody else's, `invalid` for one that cannot be
 * read, `conflict` while another help for this person is under way.
 */
export async function describePicture(ctx: Context, wanted: Describe): Promise<HelpDto> {
  const { sha256, blob } =
    "imageId" in wanted ? await referenceOfImage(ctx, wanted) : await ownReference(ctx, wanted.referenceId);
  const path = await storage().localPath(blobKey(sha256));
  if (!path) throw invalid("This picture is missing from the library's files.");
  const picture = { bytes: await readFile(path), mediaType: blob.mediaType };
  return help(ctx, { kind: "describe", input: sha256, text: "Describe this picture as a prompt.", picture });
}

async function ownReference({ user }: Context, id: string) {
  const reference = await db().reference.findFirst({ where: { id, userId: user.id }, include: { blob: true } });
  if (!reference) throw notFound("reference image");
  return reference;
}

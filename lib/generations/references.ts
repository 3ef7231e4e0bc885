import "server-only";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { reencodeReference } from "@/lib/pictures/reference";
import { toReferenceDto } from "./dto";
import type { ReferenceDto } from "./schema";
import { storeFile } from "./store-file";

/** Keeps an uploaded picture as a reference image, re-encoded. The same picture twice is one reference. */
export async function addReference(ctx: Context, upload: Buffer): Promise<ReferenceDto> {
  const { bytes } = await reencodeReference(upload);
  const aside = join(dataFolder("spool"), `${randomUUID()}.upload`);
  try {
    await writeFile(aside, bytes, { mode: 0o600 });
    const blob = await storeFile(aside);
    const owned = { userId: ctx.user.id, sha256: blob.sha256 };
    const [, reference] = await db().$transaction([
      db().blob.upsert({ where: { sha256: blob.sha256 }, create: blob, update: {} }),
      db().reference.upsert({ where: { userId_sha256: owned }, create: owned, update: {}, include: { blob: true } }),
    ]);
    return toReferenceDto(reference);
  } finally {
    await rm(aside, { force: true });
  }
}

/** The hash of a reference's bytes. Throws `not_found` for one that is missing or somebody else's. */
export async function referenceHash(ctx: Context, id: string): Promise<string> {
  const row = await db().reference.findFirst({ where: { id, userId: ctx.user.id }, select: { sha256: true } });
  if (!row) throw notFound("reference image");
  return row.sha256;
}

import "server-only";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { type StoredBlob, storeFile } from "./store-file";

const include = { blob: true } satisfies Prisma.ReferenceInclude;
export type KeptReference = Prisma.ReferenceGetPayload<{ include: typeof include }>;

/** Where a reference comes from, as far as it is known. */
export interface Source {
  /** SHA-256 of the bytes it was made from; they are in the storage. */
  originalSha256?: string;
  /** The gallery picture it was made from. */
  imageId?: string;
}

/** Keeps bytes that are ready to be sent as the person's reference. The same bytes twice are one reference. */
export async function keepReference(ctx: Context, bytes: Buffer, source: Source = {}): Promise<KeptReference> {
  const blob = await keepBytes(bytes);
  const owned = { userId: ctx.user.id, sha256: blob.sha256 };
  return db().reference.upsert({
    where: { userId_sha256: owned },
    create: { ...owned, ...source },
    update: source,
    include,
  });
}

/** Takes bytes into the storage. */
export async function keepBytes(bytes: Buffer): Promise<StoredBlob> {
  const aside = join(dataFolder("spool"), `${randomUUID()}.upload`);
  try {
    await writeFile(aside, bytes, { mode: 0o600 });
    const blob = await storeFile(aside);
    await db().blob.upsert({ where: { sha256: blob.sha256 }, create: blob, update: {} });
    return blob;
  } finally {
    await rm(aside, { force: true });
  }
}

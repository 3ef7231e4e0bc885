import "server-only";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/db";
import { dataFolder } from "@/lib/env";
import { type StoredBlob, storeFile } from "@/lib/generations/store-file";
import { log } from "@/lib/log";
import { composite } from "@/lib/pictures/composite";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";

/** A picture that goes into the library. */
export interface LandedBlob extends StoredBlob {
  /** What came, where the untouched area was put back over it. */
  delivered?: StoredBlob;
}

/**
 * Of a masked edit: puts what should stay back over each picture that came. The paid bytes are in the storage already; where
 * it fails, they are the picture. Repeating it stores the same bytes under the same names.
 */
export async function putBack(attemptId: string, delivered: StoredBlob[]): Promise<LandedBlob[]> {
  const layers = await layersOf(attemptId);
  if (!layers) return delivered;
  const landed: LandedBlob[] = [];
  for (const blob of delivered) landed.push(await putBackOne(attemptId, layers, blob));
  return landed;
}

/** Hashes of the picture that was edited and of the mask; null: it is no masked edit. */
async function layersOf(attemptId: string): Promise<{ original: string; mask: string } | null> {
  const { generation } = await db().attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      generation: {
        select: {
          mask: { select: { sha256: true } },
          references: { orderBy: { position: "asc" }, take: 1, select: { reference: true } },
        },
      },
    },
  });
  const base = generation.references[0]?.reference;
  if (!generation.mask || !base) return null;
  return { original: base.originalSha256 ?? base.sha256, mask: generation.mask.sha256 };
}

async function putBackOne(
  attemptId: string,
  layers: { original: string; mask: string },
  delivered: StoredBlob,
): Promise<LandedBlob> {
  if (delivered.width === null) return delivered;
  const aside = join(dataFolder("spool"), `${randomUUID()}.composite`);
  try {
    const [original, mask, changed] = await Promise.all([
      pathOf(layers.original),
      pathOf(layers.mask),
      pathOf(delivered.sha256),
    ]);
    await writeFile(aside, await composite({ original, mask, delivered: changed }), { mode: 0o600 });
    return { ...(await storeFile(aside)), delivered };
  } catch (error) {
    log.warn("press.not_put_back", { attempt: attemptId, error });
    return delivered;
  } finally {
    await rm(aside, { force: true });
  }
}

async function pathOf(sha256: string): Promise<string> {
  const path = await storage().localPath(blobKey(sha256));
  if (!path) throw new Error(`The bytes ${sha256} are missing.`);
  return path;
}

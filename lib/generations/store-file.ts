import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { SNIFF_BYTES, sniff } from "@/lib/pictures/sniff";
import { thumbnail } from "@/lib/pictures/thumbnail";
import { blobKey, thumbKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";

/** Bytes that are in the storage, and what they were found to be: a row of `Blob`. */
export interface StoredBlob {
  sha256: string;
  bytes: number;
  mediaType: string;
  width: number | null;
  height: number | null;
  thumbhash: string | null;
}

/** Takes the file `path` into the storage, with its thumbnail where it is a picture; nothing is left at `path`. */
export async function storeFile(path: string): Promise<StoredBlob> {
  const { sha256, bytes, head } = await digest(path);
  const mediaType = sniff(head);
  const small = await thumbnail(path, mediaType);
  if (small) {
    const aside = `${path}.thumb`;
    await writeFile(aside, small.webp, { mode: 0o600 });
    await storage().take(aside, thumbKey(sha256));
  }
  await storage().take(path, blobKey(sha256));
  return {
    sha256,
    bytes,
    mediaType,
    width: small?.width ?? null,
    height: small?.height ?? null,
    thumbhash: small?.thumbhash ?? null,
  };
}

async function digest(path: string): Promise<{ sha256: string; bytes: number; head: Buffer }> {
  const hash = createHash("sha256");
  let bytes = 0;
  let head = Buffer.alloc(0);
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
    if (head.length < SNIFF_BYTES) head = Buffer.concat([head, piece.subarray(0, SNIFF_BYTES - head.length)]);
  }
  return { sha256: hash.digest("hex"), bytes, head };
}

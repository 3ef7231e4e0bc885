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

/**
 * Takes the file `path` into the storage, with its thumbnail where it is a picture; nothing is left at `path`. `digest`: of
 * the file, from whoever just wrote it.
 */
export async function storeFile(path: string, digest?: Digest): Promise<StoredBlob> {
  const { blob, webp } = await examineFile(path, digest);
  if (webp) await storeThumbnail(blob.sha256, webp, path);
  await storage().take(path, blobKey(blob.sha256));
  return blob;
}

/** What the bytes of a file are, and their thumbnail where they are a picture. */
export async function examineFile(path: string, digest?: Digest): Promise<{ blob: StoredBlob; webp: Buffer | null }> {
  const { sha256, bytes, head } = (digest ?? (await digestOf(path))).end();
  const mediaType = sniff(head);
  const small = await thumbnail(path, mediaType);
  const { width = null, height = null, thumbhash = null } = small ?? {};
  return { blob: { sha256, bytes, mediaType, width, height, thumbhash }, webp: small?.webp ?? null };
}

/** Takes the thumbnail of a blob into the storage, by way of a file beside `path`. */
export async function storeThumbnail(sha256: string, webp: Buffer, path: string): Promise<void> {
  const aside = `${path}.thumb`;
  await writeFile(aside, webp, { mode: 0o600 });
  await storage().take(aside, thumbKey(sha256));
}

/** What is to be known of a file's bytes, told as they pass. */
export class Digest {
  private readonly hash = createHash("sha256");
  private bytes = 0;
  private head = Buffer.alloc(0);

  update(piece: Buffer): void {
    this.hash.update(piece);
    this.bytes += piece.length;
    if (this.head.length < SNIFF_BYTES) this.head = Buffer.concat([this.head, piece]).subarray(0, SNIFF_BYTES);
  }

  end(): { sha256: string; bytes: number; head: Buffer } {
    return { sha256: this.hash.digest("hex"), bytes: this.bytes, head: this.head };
  }
}

async function digestOf(path: string): Promise<Digest> {
  const digest = new Digest();
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) digest.update(piece);
  return digest;
}

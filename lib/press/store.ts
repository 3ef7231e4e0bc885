import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/env";
import { Base64Decoder, Base64Error } from "@/lib/openrouter/base64";
import type { AnsweredImage, Payload } from "@/lib/openrouter/images-answer";
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
 * Puts the pictures of an answer into the storage, decoded from where they lie in the spool file. Repeating it stores the
 * same bytes under the same names. A payload that is not base64 is left out: its bytes stay in the spool.
 */
export async function storeImages(images: AnsweredImage[], spoolFile: string): Promise<StoredBlob[]> {
  const stored: StoredBlob[] = [];
  for (const { payload } of images) {
    const aside = join(dataFolder("spool"), `${randomUUID()}.image`);
    try {
      await writePayload(payload, spoolFile, aside);
      stored.push(await storeFile(aside));
    } catch (error) {
      if (!(error instanceof Base64Error)) throw error;
    } finally {
      await rm(aside, { force: true });
    }
  }
  return stored;
}

/** Decodes a picture of an answer into the file `target`. Throws `Base64Error`. */
export async function writePayload(payload: Payload, spoolFile: string, target: string): Promise<void> {
  const decoder = new Base64Decoder();
  const file = await open(target, "w", 0o600);
  try {
    if (typeof payload === "string") await file.appendFile(decoder.push(Buffer.from(payload, "latin1")));
    else {
      const pieces = createReadStream(spoolFile, { start: payload.start, end: payload.end - 1 });
      for await (const piece of pieces) await file.appendFile(decoder.push(piece as Buffer));
    }
    await file.appendFile(decoder.end());
  } finally {
    await file.close();
  }
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

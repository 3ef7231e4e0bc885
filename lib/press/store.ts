import "server-only";
import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/env";
import { Digest, type StoredBlob, storeFile } from "@/lib/generations/store-file";
import type { AnsweredImage, Payload } from "@/lib/openrouter/answer";
import { Base64Decoder, Base64Error } from "@/lib/openrouter/base64";
import type { Span } from "@/lib/openrouter/json-skeleton";
import { passing } from "@/lib/steps";

/**
 * Puts the pictures of an answer into the storage, decoded from where they lie in the spool file. Repeating it stores the
 * same bytes under the same names. A payload that is not base64 is left out: its bytes stay in the spool. `distinct`: of
 * pictures that are the same byte for byte only the first counts.
 */
export async function storeImages(
  images: AnsweredImage[],
  spoolFile: string,
  { distinct = false } = {},
): Promise<StoredBlob[]> {
  const stored: StoredBlob[] = [];
  for (const { payload } of images) {
    const aside = join(dataFolder("spool"), `${randomUUID()}.image`);
    try {
      const blob = await storeFile(aside, await writePayload(payload, spoolFile, aside));
      passing("stored");
      if (!distinct || stored.every(({ sha256 }) => sha256 !== blob.sha256)) stored.push(blob);
    } catch (error) {
      if (!(error instanceof Base64Error)) throw error;
    } finally {
      await rm(aside, { force: true });
    }
  }
  return stored;
}

/** Bytes of base64 decoded at a time: whole groups of four, little enough for other work to get its turn in between. */
const PIECE = 96 * 1024;

/** Decodes a picture of an answer into the file `target`. Throws `Base64Error`. */
export async function writePayload(payload: Payload, spoolFile: string, target: string): Promise<Digest> {
  const decoder = new Base64Decoder();
  const digest = new Digest();
  const file = await open(target, "w", 0o600);
  const write = (bytes: Buffer) => {
    digest.update(bytes);
    return file.appendFile(bytes);
  };
  try {
    if (typeof payload === "string") await write(decoder.push(Buffer.from(payload, "latin1")));
    else for await (const piece of piecesOf(spoolFile, payload)) await write(decoder.push(piece));
    await write(decoder.end());
    return digest;
  } finally {
    await file.close();
  }
}

/** The bytes of a span, piece by piece in one buffer: each is gone when the next is asked for. */
async function* piecesOf(path: string, { start, end }: Span): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  try {
    for (let at = start; at < end; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(PIECE, end - at), at);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

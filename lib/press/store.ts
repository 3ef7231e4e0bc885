import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/env";
import { type StoredBlob, storeFile } from "@/lib/generations/store-file";
import type { AnsweredImage, Payload } from "@/lib/openrouter/answer";
import { Base64Decoder, Base64Error } from "@/lib/openrouter/base64";
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
      await writePayload(payload, spoolFile, aside);
      const blob = await storeFile(aside);
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

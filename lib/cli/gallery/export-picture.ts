import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GalleryItem } from "@/lib/gallery/schema";
import type { GenerationDto } from "@/lib/generations/schema";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { convert, type Format, replaceFile } from "../pictures";
import type { ManifestEntry } from "./manifest";
import { nameOf } from "./names";
import { imageFacts, toReportedRecipe } from "./report";

export interface Target {
  /** Absolute. */
  folder: string;
  names: string;
  format: Format | "original";
}

/**
 * Copies one picture, unless its file is there. Throws for one whose bytes are missing from the library, and for a copy of
 * the original that is there and differs from it.
 */
export async function exportPicture(
  item: GalleryItem,
  generation: GenerationDto | undefined,
  { folder, names, format }: Target,
): Promise<{ entry: ManifestEntry; written: boolean }> {
  // What is no picture can only be copied.
  const kept = format === "original" || item.width === null || item.mediaType === `image/${format}`;
  const mediaType = kept ? item.mediaType : `image/${format}`;
  const file = nameOf(names, item, mediaType);
  const path = join(folder, file);
  const there = await stat(path).catch(() => null);
  if (!there) await write(item, path, kept ? null : format);
  const bytes = there?.size ?? (await stat(path)).size;
  const sha256 = !there && kept ? item.sha256 : await hashOf(path);
  if (kept && sha256 !== item.sha256) throw new Error(`${path} is another file than the library's: it was left alone.`);
  const recipe = generation ? toReportedRecipe(generation) : null;
  return { entry: { file, sha256, bytes, media_type: mediaType, image: imageFacts(item), recipe }, written: !there };
}

async function write({ id, sha256 }: GalleryItem, path: string, format: Format | null): Promise<void> {
  const source = await storage().localPath(blobKey(sha256));
  if (!source) throw new Error(`The picture ${id} is missing from the library's files.`);
  await mkdir(dirname(path), { recursive: true });
  if (format !== null) return replaceFile(path, await convert(await readFile(source), format));
  await copyFile(source, `${path}.part`);
  await rename(`${path}.part`, path);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest("hex");
}

import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { invalid } from "@/lib/errors";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { convert, type Format, replaceFile } from "../pictures";
import type { Terminal } from "../terminal";
import type { PlacedFile } from "./report";

/** Formats that a picture can be turned into, by the extension that asks for them. */
const FORMATS: Record<string, Format> = {
  ".png": "png",
  ".jpg": "jpeg",
  ".jpeg": "jpeg",
  ".webp": "webp",
};

/** Refuses before anything is sent a file that could not be written afterwards. Throws `AppError`. */
export async function checkOutput(path: string): Promise<void> {
  const folder = dirname(path);
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw invalid(`The output ${path} is a folder: name a file in it.`, "output");
  await access(folder, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw invalid(`There is no folder ${folder} for the output.`, "output");
    throw invalid(`The folder ${folder} cannot be written to.`, "output");
  });
}

/**
 * Writes every picture to `output`, the further ones with -2, -3 … before the extension, and returns where each one is, by
 * its id. Without `output` that is the library's own file.
 */
export async function placeFiles(
  generations: GenerationDto[],
  output: string | undefined,
  { note }: { note: Terminal["say"] },
): Promise<Map<string, PlacedFile>> {
  const files = new Map<string, PlacedFile>();
  for (const image of generations.flatMap(({ images }) => images)) {
    const kept = await storage().localPath(blobKey(image.sha256));
    if (!kept) throw new Error(`The picture ${image.id} is missing from the library's storage.`);
    const asKept = { file: kept, media_type: image.mediaType, sha256: image.sha256 };
    files.set(
      image.id,
      output === undefined ? asKept : await place(image, kept, numbered(output, files.size + 1), note),
    );
  }
  return files;
}

/** `banana.png`, `banana-2.png` … `no` counts from 1. */
export function numbered(output: string, no: number): string {
  const extension = extname(output);
  return no === 1 ? output : join(dirname(output), `${basename(output, extension)}-${no}${extension}`);
}

/**
 * The file is where the person said and what its name says: a picture that was delivered in another format is converted,
 * and the library keeps the original.
 */
async function place(image: ImageDto, kept: string, file: string, note: Terminal["say"]): Promise<PlacedFile> {
  const original = await readFile(kept);
  const format = FORMATS[extname(file).toLowerCase()];
  if (!format || image.mediaType === `image/${format}` || image.width === null) {
    await replaceFile(file, original);
    return { file, media_type: image.mediaType, sha256: image.sha256 };
  }
  const converted = await convert(original, format);
  await replaceFile(file, converted);
  note(`The model delivered ${image.mediaType}: ${file} was converted, the original is in the library.`);
  return { file, media_type: `image/${format}`, sha256: createHash("sha256").update(converted).digest("hex") };
}

import { readFile, stat } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { invalid } from "@/lib/errors";
import { REFERENCES_MAX } from "@/lib/generations/limits";
import { addReferenceFromImage } from "@/lib/generations/reference-from-image";
import { addReference } from "@/lib/generations/references";
import { REFERENCE_MAX_BYTES } from "@/lib/pictures/reference";
import { isId } from "../readers";

/** Brings the reference images, paths of files and ids of gallery pictures, into the library. Returns their ids there. */
export async function keepReferences(ctx: Context, given: string[]): Promise<string[]> {
  if (given.length > REFERENCES_MAX) throw invalid(`At most ${REFERENCES_MAX} reference images.`, "references");
  const files = await Promise.all(given.map((each) => (isId(each) ? null : readPicture(each, "references"))));
  const ids: string[] = [];
  for (const [at, each] of given.entries()) {
    const bytes = files[at];
    const { id } = bytes ? await addReference(ctx, bytes) : await addReferenceFromImage(ctx, { imageId: each });
    ids.push(id);
  }
  return ids;
}

/** The bytes of a picture that is to be uploaded. Throws `AppError` about `field`. */
export async function readPicture(path: string, field: string): Promise<Buffer> {
  const { size } = await stat(path).catch(() => {
    throw invalid(`The picture ${path} cannot be read.`, field);
  });
  if (size > REFERENCE_MAX_BYTES) throw invalid(`${path} is larger than ${REFERENCE_MAX_BYTES / 1e6} MB.`, field);
  return readFile(path);
}

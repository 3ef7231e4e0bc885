import { rename, writeFile } from "node:fs/promises";
import { decode } from "@/lib/pictures/decode";

/** What a picture can be turned into. */
export type Format = "png" | "jpeg" | "webp";

/** The bytes in this format, with what is written in them (rights, recipe). JPEG knows no transparency: it gets white. */
export async function convert(original: Buffer, format: Format): Promise<Buffer> {
  const picture = decode(original).keepMetadata();
  const opaque = format === "jpeg" ? picture.flatten({ background: "#ffffff" }) : picture;
  // To sharp a quality of PNG means fewer colors.
  return opaque.toFormat(format, format === "png" ? {} : { quality: 95 }).toBuffer();
}

/** Aside first: whoever looks meanwhile finds the old file or the new one, never half of one. */
export async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const aside = `${file}.${process.pid}.part`;
  await writeFile(aside, bytes);
  await rename(aside, file);
}

import "server-only";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { sync } from "@/lib/storage/disk";

/** What a backup says of itself, written last: a backup without it was cut short. */
const Manifest = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  /** The database's file in the backup. */
  database: z.string().regex(/^library-[\w-]+\.db$/),
  /** Its SHA-256, hex. */
  sha256: z.string(),
  pictures: z.number(),
  /** Of the pictures. */
  bytes: z.number(),
});
export type Manifest = z.output<typeof Manifest>;

const NAME = "backup.json";

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, NAME);
  const file = await open(`${path}.next`, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(manifest));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.next`, path);
  await sync(folder);
}

/** Throws `AppError` for a folder that is no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, NAME), "utf8")));
  } catch {
    throw new AppError("invalid", `${folder} is no whole backup of this version. Nothing was changed.`);
  }
}

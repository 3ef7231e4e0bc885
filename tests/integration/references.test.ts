import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

let library: Library;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [db, upload, fromImage] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/references"),
    import("@/lib/generations/reference-from-image"),
  ]);
  return { ...db, ...upload, ...fromImage };
}

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
  ctx = await addPerson();
});
afterAll(() => library?.close());

const blobPath = (sha256: string) => join(library.dataDir, "blobs", sha256.slice(0, 2), sha256);
const png = (width: number, height: number, background = "teal") =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

it("a picture of the gallery is a reference image, the same one however often it is asked for", async () => {
  const [imageId = ""] = await addPictures(ctx, { files: [await png(3000, 1500)] });
  const reference = await m.addReferenceFromImage(ctx, { imageId });
  expect(reference).toMatchObject({ imageId, width: 2048, height: 1024 });
  expect(await m.addReferenceFromImage(ctx, { imageId })).toEqual(reference);
  expect(await m.db().reference.count({ where: { userId: ctx.user.id } })).toBe(1);
});

it("a vector picture is sent as a raster of it", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><circle r="90"/></svg>');
  const [imageId = ""] = await addPictures(ctx, { files: [svg] });
  const { id } = await m.addReferenceFromImage(ctx, { imageId });
  const { blob } = await m.db().reference.findUniqueOrThrow({ where: { id }, include: { blob: true } });
  expect(blob).toMatchObject({ mediaType: "image/png", width: 400, height: 300 });
});

it("bytes that are no picture, and pictures of others, are refused", async () => {
  const [file = ""] = await addPictures(ctx, { files: [Buffer.from("no picture")] });
  await expect(m.addReferenceFromImage(ctx, { imageId: file })).rejects.toMatchObject({ code: "invalid" });
  const [theirs = ""] = await addPictures(await addPerson(), { files: [await png(20, 20)] });
  for (const imageId of [theirs, randomUUID()]) {
    await expect(m.addReferenceFromImage(ctx, { imageId })).rejects.toMatchObject({ code: "not_found" });
  }
});

it("what was uploaded is kept as it was, beside what is sent without its metadata", async () => {
  const photo = await sharp(await png(60, 40, "olive"))
    .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { id } = await m.addReference(ctx, photo);
  const { sha256, originalSha256 } = await m.db().reference.findUniqueOrThrow({ where: { id } });
  expect(originalSha256).not.toBe(sha256);
  expect(existsSync(blobPath(originalSha256 ?? ""))).toBe(true);
  const sent = await sharp(blobPath(sha256)).metadata();
  expect([sent.width, sent.height, sent.exif]).toEqual([40, 60, undefined]);
});

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { GenerationDto } from "@/lib/generations/schema";
import { marginOf } from "@/lib/pictures/composite";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

const MODEL = "google/gemini-3.1-flash-image";

let library: Library;
let sandbox: Sandbox;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [db, create, get, lineage, mask, claim, dispatch, spool, store, putBack, recover, detail] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/generations/get"),
    import("@/lib/generations/lineage"),
    import("@/lib/generations/add-mask"),
    import("@/lib/press/claim"),
    import("@/lib/press/dispatch"),
    import("@/lib/press/spool"),
    import("@/lib/press/store"),
    import("@/lib/press/put-back"),
    import("@/lib/press/recover"),
    import("@/lib/gallery/get-image"),
  ]);
  const land = await import("@/lib/press/land");
  return {
    ...{ ...db, ...create, ...get, ...lineage, ...mask, ...claim, ...dispatch },
    ...{ ...spool, ...store, ...putBack, ...recover, ...land, ...detail },
  };
}

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: "sk-or-v1-edits" });
  m = await modules();
  ctx = await addPerson();
});
afterAll(async () => {
  await sandbox?.close();
  await library?.close();
});

const SIZE = { width: 300, height: 200 };

/** A lossless picture in which every pixel has a color of its own. */
const painting = () => {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 7) % 251;
  return sharp(data, { raw: { ...SIZE, channels: 3 } })
    .png()
    .toBuffer();
};

/** White in the box, black elsewhere. */
async function maskOf(left: number, top: number, width: number, height: number, size = SIZE): Promise<Buffer> {
  const white = await sharp({ create: { width, height, channels: 3, background: "white" } })
    .png()
    .toBuffer();
  return sharp({ create: { ...size, channels: 3, background: "black" } })
    .composite([{ input: white, left, top }])
    .png()
    .toBuffer();
}

async function addPainting(): Promise<string> {
  const [id = ""] = await addPictures(ctx, { files: [await painting()] });
  return id;
}

function wish(
  prompt: string,
  edit: { imageId: string; maskId?: string },
  more: { model?: string; settings?: object } = {},
) {
  return {
    setId: randomUUID(),
    prompt,
    references: [] as string[],
    edit,
    generations: [{ id: randomUUID(), model: more.model ?? MODEL, settings: { n: 1, ...more.settings } }],
  };
}

/** Sends what is queued, with what was sent. */
async function press(input: ReturnType<typeof wish>): Promise<{ generation: GenerationDto; body: SentBody }> {
  await m.create(ctx, input);
  const id = input.generations[0]?.id ?? "";
  let body: SentBody | null = null;
  for await (const claimed of m.claim("test", 1, [id])) {
    body = JSON.parse(readFileSync(m.spoolPath(claimed.attemptId, "request"), "utf8"));
    await m.land(claimed, await m.dispatch(claimed), await m.findSpooled(claimed.attemptId));
  }
  const [generation] = await m.getGenerations(ctx, [id]);
  if (!generation || !body) throw new Error("It was not sent.");
  return { generation, body };
}

interface SentBody {
  prompt: string;
  messages?: { role: string; content: { type: string }[] }[];
  aspect_ratio?: string;
  input_references: { image_url: { url: string } }[];
}

const bytesOf = (sha256: string) => readFileSync(join(library.dataDir, "blobs", sha256.slice(0, 2), sha256));

describe("an edit", () => {
  it("sends its picture first, with the nearest ratio, and is a line with what came before", async () => {
    const root = await addPainting();
    const { generation, body } = await press(wish("make it dusk", { imageId: root }));
    expect(generation).toMatchObject({ status: "succeeded", edit: { imageId: root, rootImageId: root, maskId: null } });
    expect(body).toMatchObject({ prompt: "make it dusk", aspect_ratio: "3:2" });
    expect(body.input_references).toHaveLength(1);
    const dusk = generation.images[0]?.id ?? "";
    const second = await press(wish("add a moon", { imageId: dusk }));
    const branch = await press(wish("make it noon", { imageId: root }));
    expect(branch.generation.edit?.rootImageId).toBe(root);
    for (const imageId of [root, dusk]) {
      const line = await m.lineage(ctx, { imageId });
      expect(line.root?.image.id).toBe(root);
      expect(line.edits.map(({ prompt, edit }) => [prompt, edit?.imageId])).toEqual([
        ["make it dusk", root],
        ["add a moon", dusk],
        ["make it noon", root],
      ]);
    }
    const detail = await m.getImage(ctx, { id: dusk, q: "", favorites: false, trash: false });
    expect(detail.parent?.id).toBe(root);
    expect(detail.edits.map(({ id }) => id)).toEqual(second.generation.images.map(({ id }) => id));
  });

  it("through chat shows its picture as the person's own, and replays nothing", async () => {
    const imageId = await addPainting();
    const chat = { settings: { transport: "chat" } };
    const first = await press(wish("make it dusk", { imageId }, chat));
    const { body } = await press(wish("add a moon", { imageId: first.generation.images[0]?.id ?? "" }, chat));
    expect(body.messages?.map(({ role, content }) => [role, content.map(({ type }) => type)])).toEqual([
      ["user", ["text", "image_url"]],
    ]);
    expect(body).toMatchObject({ image_config: { aspect_ratio: "3:2" } });
  });

  it("keeps a ratio that was chosen", async () => {
    const imageId = await addPainting();
    expect((await press(wish("wider", { imageId }, { settings: { aspectRatio: "21:9" } }))).body.aspect_ratio).toBe(
      "21:9",
    );
  });

  it("puts further references behind its picture, and none twice", async () => {
    const [imageId, other] = [await addPainting(), (await addPictures(ctx, { files: [await maskOf(0, 0, 9, 9)] }))[0]];
    const { addReferenceFromImage } = await import("@/lib/generations/reference-from-image");
    const base = await addReferenceFromImage(ctx, { imageId });
    const further = await addReferenceFromImage(ctx, { imageId: other ?? "" });
    const { generation } = await press({
      ...wish("with both", { imageId }),
      references: [further.id, base.id],
    });
    expect(generation.references.map(({ id }) => id)).toEqual([base.id, further.id]);
  });

  it("whose pictures are too heavy together is refused, with the weight", async () => {
    const { addReferenceFromImage } = await import("@/lib/generations/reference-from-image");
    const references: string[] = [];
    for (const shade of ["red", "green", "blue", "gold"]) {
      const plain = sharp({ create: { ...SIZE, channels: 3, background: shade } }).png();
      const [id = ""] = await addPictures(ctx, { files: [await plain.toBuffer()] });
      references.push((await addReferenceFromImage(ctx, { imageId: id })).id);
    }
    const input = { ...wish("too much", { imageId: await addPainting() }), references };
    await m
      .db()
      .blob.updateMany({ where: { references: { some: { id: { in: references } } } }, data: { bytes: 5_000_000 } });
    await expect(m.create(ctx, input)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/20\.\d MB together; at most 20 MB/),
    });
  });

  it("of the same ids and another picture is refused", async () => {
    const input = wish("twice", { imageId: await addPainting() });
    await m.create(ctx, input);
    expect((await m.create(ctx, input)).id).toBe(input.setId);
    const [other = ""] = await addPictures(ctx, { files: [await maskOf(0, 0, 50, 50)] });
    await expect(m.create(ctx, { ...input, edit: { imageId: other } })).rejects.toMatchObject({ code: "conflict" });
  });

  it("of somebody else's picture, of a file and by a model without references is refused", async () => {
    const stranger = await addPerson();
    const imageId = await addPainting();
    const mask = await m.addMask(ctx, { imageId, upload: await maskOf(10, 10, 50, 50) });
    const refusedWith = (code: string, message = /./) => ({ code, message: expect.stringMatching(message) });
    await expect(m.create(stranger, wish("mine now", { imageId }))).rejects.toMatchObject(refusedWith("not_found"));
    await expect(m.lineage(stranger, { imageId })).rejects.toMatchObject(refusedWith("not_found"));
    const [theirs = ""] = await addPictures(stranger, { files: [await painting()] });
    await expect(
      m.create(stranger, wish("my picture, their mask", { imageId: theirs, maskId: mask.id })),
    ).rejects.toMatchObject(refusedWith("not_found"));
    const [file = ""] = await addPictures(ctx, { files: [Buffer.from("no picture")] });
    await expect(m.create(ctx, wish("a file", { imageId: file }))).rejects.toMatchObject(refusedWith("invalid"));
    await expect(
      m.create(ctx, wish("one too many", { imageId, maskId: mask.id }, { model: "recraft/recraft-v4.1" })),
    ).rejects.toMatchObject(refusedWith("invalid", /reference image/));
  });
});

describe("a masked edit", () => {
  const BOX = { left: 60, top: 40, width: 80, height: 60 };
  const upload = () => maskOf(BOX.left, BOX.top, BOX.width, BOX.height);

  /** The farthest that a pixel which differs from the original lies from the painted box, and how many inside differ. */
  async function differences(sha256: string) {
    const before = await sharp(await painting())
      .raw()
      .toBuffer();
    const after = await sharp(bytesOf(sha256)).raw().toBuffer();
    let [farthest, inside] = [0, 0];
    for (let at = 0; at < before.length; at++) {
      if (before[at] === after[at]) continue;
      const [x, y] = [Math.floor(at / 3) % SIZE.width, Math.floor(at / 3 / SIZE.width)];
      const beyondX = Math.max(BOX.left - x, x - (BOX.left + BOX.width - 1), 0);
      const beyondY = Math.max(BOX.top - y, y - (BOX.top + BOX.height - 1), 0);
      farthest = Math.max(farthest, beyondX, beyondY);
      if (beyondX + beyondY === 0) inside++;
    }
    return { farthest, inside };
  }

  it("changes the painted area alone, to the byte, and keeps what was delivered", async () => {
    const imageId = await addPainting();
    const { id: maskId } = await m.addMask(ctx, { imageId, upload: await upload() });
    const { generation, body } = await press(wish("a red balloon", { imageId, maskId }));
    expect(generation).toMatchObject({ status: "succeeded", prompt: "a red balloon", edit: { maskId } });
    expect(generation.references).toHaveLength(1);
    expect(body.input_references).toHaveLength(2);
    expect(body.prompt).toMatch(/^a red balloon\n\nImage 1 is the picture to edit\. Image 2 is the same picture/);
    const [image] = generation.images;
    expect(image).toMatchObject({ ...SIZE, mediaType: "image/png", composited: true });
    const { farthest, inside } = await differences(image?.sha256 ?? "");
    expect(inside).toBeGreaterThan(BOX.width * BOX.height);
    expect(farthest).toBeLessThanOrEqual(marginOf(SIZE));

    const { imageFile } = await import("@/lib/gallery/image-file");
    const delivered = await imageFile(ctx, image?.id ?? "", true);
    expect(delivered.sha256).not.toBe(image?.sha256);
    expect((await sharp(bytesOf(delivered.sha256)).metadata()).width).toBeGreaterThan(SIZE.width);
  });

  it("that was stored when the process died is settled once, by another one", async () => {
    const imageId = await addPainting();
    const { id: maskId } = await m.addMask(ctx, { imageId, upload: await upload() });
    const input = wish("a blue balloon", { imageId, maskId });
    await m.create(ctx, input);
    const id = input.generations[0]?.id ?? "";
    for await (const claimed of m.claim("dies", 1, [id])) {
      const verdict = await m.dispatch(claimed);
      if (verdict.kind !== "delivered") throw new Error("It was refused.");
      const spooled = await m.findSpooled(claimed.attemptId);
      await m.putBack(claimed.attemptId, await m.storeImages(verdict.images, spooled?.path ?? ""));
      await m.db().attempt.update({ where: { id: claimed.attemptId }, data: { leaseUntil: new Date(0) } });
    }
    await m.recover("lives", []);
    await m.recover("lives", []);
    const [generation] = await m.getGenerations(ctx, [id]);
    expect(generation).toMatchObject({ status: "succeeded", charged: "yes" });
    expect(generation?.images).toHaveLength(1);
    expect(generation?.images[0]?.composited).toBe(true);
    expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
  });

  it("whose original is gone brings the picture as it was delivered", async () => {
    const imageId = await addPainting();
    const { id: maskId } = await m.addMask(ctx, { imageId, upload: await upload() });
    const input = wish("a green balloon", { imageId, maskId });
    await m.create(ctx, input);
    await m.db().reference.updateMany({ where: { imageId }, data: { originalSha256: "0".repeat(64) } });
    const { generation } = await press(input);
    expect(generation).toMatchObject({ status: "succeeded", charged: "yes", edit: { maskId } });
    expect(generation.images[0]?.composited).toBe(false);
  });

  it.each([
    ["nothing painted", () => maskOf(0, 0, 1, 1, { width: 3000, height: 2000 }), /Nothing is painted/],
    ["all of it painted", () => maskOf(0, 0, 300, 200), /All of the picture is painted/],
    ["another shape", () => maskOf(0, 0, 10, 10, { width: 200, height: 200 }), /another shape/],
    [
      "no PNG",
      async () =>
        sharp(await maskOf(0, 0, 9, 9))
          .jpeg()
          .toBuffer(),
      /is a PNG/,
    ],
    ["a broken PNG", async () => (await maskOf(0, 0, 9, 9)).subarray(0, 60), /damaged/],
  ])("takes no mask with %s", async (_what, make, message) => {
    const imageId = await addPainting();
    await expect(m.addMask(ctx, { imageId, upload: await make() })).rejects.toMatchObject({
      code: "invalid",
      field: "mask",
      message: expect.stringMatching(message),
    });
  });
});

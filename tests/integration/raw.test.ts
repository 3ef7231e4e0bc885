import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

let library: Library;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [db, raw] = await Promise.all([import("@/lib/db"), import("@/lib/generations/raw")]);
  return { ...db, ...raw };
}

beforeAll(async () => {
  library = await makeLibrary({ OPENROUTER_API_KEY: "a-key-without-the-usual-beginning" });
  m = await modules();
  ctx = await addPerson();
});
afterAll(() => library?.close());

/** A generation whose only attempt has these texts. */
async function generationWith(texts: { requestText?: string; responseText?: string }): Promise<string> {
  const [imageId = ""] = await addPictures(ctx);
  const { generationId } = await m.db().image.findUniqueOrThrow({ where: { id: imageId } });
  await m.db().attempt.updateMany({ where: { generationId }, data: { ...texts, httpStatus: 200, requestBytes: 512 } });
  return generationId;
}

it("each try is told with what was sent and what came back", async () => {
  const id = await generationWith({ requestText: '{"model":"sandbox/painter"}', responseText: "200\n{}" });
  const { attempts } = await m.raw(ctx, { id });
  expect(attempts).toMatchObject([
    {
      no: 1,
      path: "/images",
      status: 200,
      requestBytes: 512,
      request: '{"model":"sandbox/painter"}',
      response: "200\n{}",
    },
  ]);
});

it("keys and pictures that slipped into a text do not leave the server [A40]", async () => {
  const base64 = randomBytes(600).toString("base64");
  const id = await generationWith({
    requestText: `Bearer a-key-without-the-usual-beginning, data:image/png;base64,${base64}`,
    responseText: "the key sk-or-v1-0123456789abcdef is wrong",
  });
  const told = JSON.stringify(await m.raw(ctx, { id }));
  expect(told).toContain("Bearer [key], data:image/png;base64,[800 characters of base64]");
  expect(told).toContain("the key [key] is wrong");
});

it("a try of an earlier version has no texts", async () => {
  const id = await generationWith({});
  expect((await m.raw(ctx, { id })).attempts).toMatchObject([{ request: null, response: null }]);
});

it("somebody else's generation is not there", async () => {
  const id = await generationWith({});
  await expect(m.raw(await addPerson(), { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(m.raw(ctx, { id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});

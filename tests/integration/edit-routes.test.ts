import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import type { Lineage, ReferenceDto } from "@/lib/generations/schema";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

const signedIn = vi.hoisted(() => ({ user: null as Context["user"] | null }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("@/lib/auth/session", () => ({ requireUser: async () => signedIn.user }));

let library: Library;
let [own, foreign] = ["", ""];
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [references, masks, lineage] = await Promise.all([
    import("@/app/api/references/route"),
    import("@/app/api/masks/route"),
    import("@/app/api/images/[imageId]/lineage/route"),
  ]);
  return { addReference: references.POST, addMask: masks.POST, lineage: lineage.GET };
}

const plain = (background: string) =>
  sharp({ create: { width: 300, height: 200, channels: 3, background } })
    .png()
    .toBuffer();

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
  const me = await addPerson();
  signedIn.user = me.user;
  [own = ""] = await addPictures(me, { files: [await plain("teal")] });
  [foreign = ""] = await addPictures(await addPerson(), { files: [await plain("teal")] });
});
afterAll(() => library?.close());

const ORIGIN = "http://localhost:3000";
function post(route: typeof m.addMask, path: string, body: string | Uint8Array<ArrayBuffer>, type: string) {
  const headers = { "content-type": type, origin: ORIGIN, host: "localhost:3000" };
  return route(new Request(`${ORIGIN}${path}`, { method: "POST", body, headers }), { params: Promise.resolve({}) });
}
const name = (body: unknown) => post(m.addReference, "/api/references", JSON.stringify(body), "application/json");

describe("a reference image", () => {
  it("is made of a picture that JSON names", async () => {
    const response = await name({ imageId: own });
    expect(response.status).toBe(201);
    expect((await response.json()) as ReferenceDto).toMatchObject({ imageId: own, width: 300, height: 200 });
  });

  it.each([
    ["somebody else's picture", () => ({ imageId: foreign }), 404],
    ["no id", () => ({ imageId: "../secret" }), 400],
    ["nothing", () => null, 400],
  ])("is not made of %s", async (_what, body, status) => {
    expect((await name(body())).status).toBe(status);
  });

  it("is not made of JSON that breaks off", async () => {
    expect((await post(m.addReference, "/api/references", '{"imageId":', "application/json")).status).toBe(400);
  });
});

describe("a mask", () => {
  const send = async (imageId: string) => {
    const dot = await sharp({ create: { width: 9, height: 9, channels: 3, background: "white" } })
      .png()
      .toBuffer();
    const mask = await sharp(await plain("black"))
      .composite([{ input: dot, left: 9, top: 9 }])
      .png()
      .toBuffer();
    return post(m.addMask, `/api/masks?imageId=${imageId}`, new Uint8Array(mask), "image/png");
  };

  it("of an own picture gets an id, the same one for the same mask", async () => {
    const first = await send(own);
    expect(first.status).toBe(201);
    expect(await (await send(own)).json()).toEqual(await first.json());
  });

  it("of somebody else's picture, or of none, is refused", async () => {
    expect((await send(foreign)).status).toBe(404);
    expect((await send("")).status).toBe(400);
  });
});

it("the line of a picture is told to its owner alone", async () => {
  const ask = (imageId: string) =>
    m.lineage(new Request(`${ORIGIN}/api/images/${imageId}/lineage`), { params: Promise.resolve({ imageId }) });
  const line = (await (await ask(own)).json()) as Lineage;
  expect(line).toMatchObject({ root: { image: { id: own } }, edits: [] });
  expect((await ask(foreign)).status).toBe(404);
});

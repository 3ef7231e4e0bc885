import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import type { GalleryPage, ImageDetail } from "@/lib/gallery/schema";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

const signedIn = vi.hoisted(() => ({ user: null as Context["user"] | null }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("@/lib/auth/session", () => ({ requireUser: async () => signedIn.user }));

let library: Library;
let png: Buffer;
let ids: { png: string; svg: string; junk: string };
let foreign: string;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [list, image, file, thumb] = await Promise.all([
    import("@/app/api/gallery/route"),
    import("@/app/api/images/[imageId]/route"),
    import("@/app/api/images/[imageId]/file/route"),
    import("@/app/api/images/[imageId]/thumb/route"),
  ]);
  return { list: list.GET, image: image.GET, file: file.GET, thumb: thumb.GET };
}

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
  const me = await addPerson();
  signedIn.user = me.user;
  png = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#416a88" } })
    .png()
    .toBuffer();
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
  );
  const files = [png, svg, Buffer.from("<html><script>alert(1)</script>")];
  const [first = "", second = "", third = ""] = await addPictures(me, { prompt: "Zwei Füchse, “leise”", files });
  ids = { png: first, svg: second, junk: third };
  [foreign = ""] = await addPictures(await addPerson(), { files: [png] });
});
afterAll(() => library?.close());

const ask = (route: typeof m.file, imageId: string, { query = "", headers = {} } = {}) =>
  route(new Request(`http://localhost:3000/api${query}`, { headers }), { params: Promise.resolve({ imageId }) });
const list = (query = "") => m.list(new Request(`http://localhost:3000/api${query}`), { params: Promise.resolve({}) });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("the original", () => {
  it("is sent byte by byte, for this browser to keep, with nothing in it that could run", async () => {
    const response = await ask(m.file, ids.png);
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "image/png",
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      etag: `"${createHash("sha256").update(png).digest("hex")}"`,
    });
    expect((await bytesOf(response)).equals(png)).toBe(true);
  });

  it("is saved under a name made of its prompt", async () => {
    const response = await ask(m.file, ids.png, { query: "?download=1" });
    const name = `zwei-f%C3%BCchse-leise-${ids.png.slice(-6)}.png`;
    expect(response.headers.get("content-disposition")).toContain(`filename*=UTF-8''${name}`);
  });

  it("is not sent again to a browser that has it", async () => {
    const etag = (await ask(m.file, ids.png)).headers.get("etag") ?? "";
    const again = await ask(m.file, ids.png, { headers: { "if-none-match": `W/"other", ${etag}` } });
    expect([again.status, (await bytesOf(again)).length]).toEqual([304, 0]);
    expect((await ask(m.file, ids.png, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it.each(["svg", "junk"] as const)("is only ever saved, never shown, when it is %s [A28, A30]", async (kind) => {
    const response = await ask(m.file, ids[kind]);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });
});

describe("the thumbnail", () => {
  it("is a small WebP, also of an SVG [A30]", async () => {
    for (const [id, width] of [
      [ids.png, 512],
      [ids.svg, 9],
    ] as const) {
      const response = await ask(m.thumb, id);
      expect(response.headers.get("content-type")).toBe("image/webp");
      expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({ format: "webp", width });
    }
  });

  it("is not found where the bytes are no picture", async () => {
    expect((await ask(m.thumb, ids.junk)).status).toBe(404);
  });
});

it("answers for somebody else's picture exactly as for none", async () => {
  for (const route of [m.image, m.file, m.thumb]) {
    const [theirs, none] = await Promise.all([ask(route, foreign), ask(route, randomUUID())]);
    expect(theirs.status).toBe(404);
    expect(await theirs.text()).toBe(await none.text());
    expect(Object.fromEntries(theirs.headers)).toEqual(Object.fromEntries(none.headers));
  }
});

it("lists a page and gives one picture, for nobody else to keep", async () => {
  const response = await list("?q=f%C3%BCchse&limit=2");
  const page = (await response.json()) as GalleryPage;
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(page).toMatchObject({ total: 3, items: [{ prompt: "Zwei Füchse, “leise”" }, {}] });
  const detail = (await (await ask(m.image, ids.png)).json()) as ImageDetail;
  expect(detail).toMatchObject({ image: { width: 900, height: 600 }, siblings: [{}, {}, {}] });
});

it.each(["?limit=0", "?limit=101", "?limit=many", "?trash=yes", "?cursor=zzz", `?q=${"x".repeat(201)}`])(
  "refuses %s and names what is wrong",
  async (query) => {
    const response = await list(query);
    const field = query.slice(1).split("=")[0];
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: "invalid", field } }]);
  },
);

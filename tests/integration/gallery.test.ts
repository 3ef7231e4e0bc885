import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { NO_FILTERS } from "@/lib/gallery/filters";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

let library: Library;
let me: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [list, image, favorite, trash, restore, sets, changes] = await Promise.all([
    import("@/lib/gallery/list"),
    import("@/lib/gallery/get-image"),
    import("@/lib/gallery/favorite"),
    import("@/lib/gallery/trash"),
    import("@/lib/gallery/restore"),
    import("@/lib/generations/list"),
    import("@/lib/generations/changes"),
  ]);
  return { ...list, ...image, ...favorite, ...trash, ...restore, ...sets, ...changes };
}

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
});
afterAll(() => library?.close());
beforeEach(async () => {
  me = await addPerson();
});

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second));
const add = async (prompt: string, second = 0) => {
  const [id = ""] = await addPictures(me, { prompt, createdAt: at(second) });
  return id;
};
const list = (wanted: Partial<Parameters<typeof m.listGallery>[1]> = {}, ctx = me) =>
  m.listGallery(ctx, { ...NO_FILTERS, limit: 60, ...wanted });
const idsOf = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ id }) => id);

describe("the gallery's list", () => {
  it("gives every picture once, newest first, whatever the page size and however many share a millisecond", async () => {
    for (let i = 0; i < 4; i++) {
      await addPictures(me, {
        createdAt: at(Math.floor(i / 2)),
        files: [1, 2, 3].map((n) => Buffer.from(`${i} ${n}`)),
      });
    }
    const whole = await list();
    const order = whole.items.map(({ createdAt, id }) => `${createdAt} ${id}`);
    expect(order).toHaveLength(12);
    expect(order).toEqual([...order].sort().reverse());
    expect(whole).toMatchObject({ total: 12, nextCursor: null });

    for (const limit of [1, 5, 11]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit, cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.total).toBe(cursor === undefined ? 12 : null);
        seen.push(...idsOf(page));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(idsOf(whole));
    }
  });

  it("keeps its place when new pictures arrive between two pages", async () => {
    const old = [await add("a", 3), await add("b", 2), await add("c", 1)];
    const first = await list({ limit: 2 });
    await add("new", 9);
    const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(old);
  });

  it("finds pictures whose prompt has every word, in any order and case", async () => {
    const lighthouse = await add("A LIGHTHOUSE on a basalt cliff, Ünterwegs", 3);
    await add("a lightbulb", 1);
    const found = async (q: string) => idsOf(await list({ q }));
    expect(await found("cliff lighthouse")).toEqual([lighthouse]);
    expect(await found("  ünter\tHOUSE ")).toEqual([lighthouse]);
    expect(await found("light")).toHaveLength(2);
    expect(await found("lighthouse bulb")).toEqual([]);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  it("takes a wildcard of the database for the end of a word", async () => {
    const wool = await add("100% wool_sweater", 2);
    const other = await add("1007 wool sweaters", 1);
    const found = async (q: string) => idsOf(await list({ q }));
    expect(await found("sweater%wool")).toHaveLength(2);
    expect(await found("sweater_wool")).toHaveLength(2);
    expect(await found("\\wool")).toHaveLength(2);
    expect(await found("100% wool_sweater")).toEqual([wool, other]);
    expect(await found("1008% wool")).toEqual([]);
  });

  it("says what each picture cost: its share of the generation's cost, or that nothing was reported", async () => {
    await addPictures(me, { cost: 90_000_000n, createdAt: at(2), files: [1, 2, 3].map((n) => Buffer.from(`${n}`)) });
    await addPictures(me, { cost: null, createdAt: at(1) });
    const { items } = await list();
    expect(items.map(({ cost }) => cost)).toEqual([30_000_000, 30_000_000, 30_000_000, null]);
    expect(items[0]).toMatchObject({ prompt: "a picture", model: "sandbox/painter", seconds: 2.5 });
    expect(items[0]?.settings).toEqual({ aspectRatio: "16:9" });
  });

  it("shows nobody else's pictures", async () => {
    await add("mine");
    expect(await list({}, await addPerson())).toEqual({ items: [], total: 0, nextCursor: null });
  });

  it("refuses a cursor that it did not write", async () => {
    await expect(list({ cursor: "DROP TABLE" })).rejects.toMatchObject({ code: "invalid", field: "cursor" });
  });
});

describe("favorites and trash", () => {
  it("keeps favorites apart, and finds them by their prompt", async () => {
    const [a, b] = [await add("a red boat", 2), await add("a blue boat", 1)];
    await m.favorite(me, { ids: [a], favorite: true });
    expect(idsOf(await list({ favorites: true }))).toEqual([a]);
    expect(idsOf(await list({ favorites: true, q: "blue" }))).toEqual([]);
    await m.favorite(me, { ids: [a, b], favorite: false });
    expect(idsOf(await list({ favorites: true }))).toEqual([]);
  });

  it("moves pictures to the trash and back to their old places", async () => {
    const all = [await add("a", 3), await add("b", 2), await add("c", 1)];
    const [, b = ""] = all;
    await m.trash(me, { ids: [b, b] });
    expect(idsOf(await list())).toEqual([all[0], all[2]]);
    const trashed = await list({ trash: true });
    expect(idsOf(trashed)).toEqual([b]);

    await m.trash(me, { ids: [b] });
    expect(await list({ trash: true })).toEqual(trashed);

    await m.restore(me, { ids: [b] });
    expect(idsOf(await list())).toEqual(all);
    expect(idsOf(await list({ trash: true }))).toEqual([]);
  });

  it("changes all or nothing, and answers a foreign id exactly like a missing one", async () => {
    const mine = await add("mine");
    const [foreign = ""] = await addPictures(await addPerson());
    const refusal = (verb: Promise<void>) =>
      verb.then(
        () => null,
        ({ code, message }) => ({ code, message }),
      );
    for (const verb of [
      (ids: string[]) => m.favorite(me, { ids, favorite: true }),
      (ids: string[]) => m.trash(me, { ids }),
      (ids: string[]) => m.restore(me, { ids }),
    ]) {
      const missing = await refusal(verb([mine, randomUUID()]));
      expect(missing).toMatchObject({ code: "not_found" });
      expect(await refusal(verb([mine, foreign]))).toEqual(missing);
    }
    expect((await list()).items).toMatchObject([{ id: mine, favorite: false, trashedAt: null }]);
  });

  it("tells every open tab, and takes a picture in the trash out of the studio", async () => {
    const picture = await add("a");
    const { cursor } = await m.listChanges(me, {});
    await m.trash(me, { ids: [picture] });
    expect((await m.listChanges(me, { since: cursor })).generations).toMatchObject([{ images: [] }]);
    expect((await m.listSets(me, {})).sets).toEqual([]);
    await m.restore(me, { ids: [picture] });
    expect((await m.listSets(me, {})).sets).toHaveLength(1);
  });
});

describe("one picture", () => {
  it("comes with its generation, and with its neighbours under the filters", async () => {
    const [a, b, c, d] = [await add("sea", 4), await add("sky", 3), await add("sea", 2), await add("sea", 1)];
    const get = (id: string, filters = {}) => m.getImage(me, { ...NO_FILTERS, ...filters, id });

    expect(await get(b)).toMatchObject({ image: { id: b }, generation: { prompt: "sky" }, previous: a, next: c });
    expect(await get(a)).toMatchObject({ previous: null, next: b });
    expect(await get(d)).toMatchObject({ previous: c, next: null });
    expect(await get(c, { q: "sea" })).toMatchObject({ previous: a, next: d });
    // It need not match itself: a link with filters opens all the same.
    expect(await get(b, { q: "sea" })).toMatchObject({ previous: a, next: c });

    await m.trash(me, { ids: [b] });
    expect(await get(a)).toMatchObject({ next: c });
    expect(await get(b, { trash: true })).toMatchObject({ image: { id: b }, previous: null, next: null });
  });

  it("walks through pictures of the same millisecond one by one", async () => {
    const ids = await addPictures(me, { files: [1, 2, 3, 4].map((n) => Buffer.from(`same ${n}`)) });
    const walked: string[] = [];
    for (let id: string | null = idsOf(await list())[0] ?? null; id; ) {
      walked.push(id);
      id = (await m.getImage(me, { ...NO_FILTERS, id })).next;
    }
    expect(walked).toEqual([...ids].sort().reverse());
  });

  it("comes with the other pictures of its set", async () => {
    const ids = await addPictures(me, { files: [1, 2].map((n) => Buffer.from(`set ${n}`)) });
    await add("another set");
    const { siblings } = await m.getImage(me, { ...NO_FILTERS, id: ids[1] ?? "" });
    expect(siblings.map(({ id, model }) => [id, model])).toEqual(ids.map((id) => [id, "sandbox/painter"]));
  });

  it("is not found when it belongs to somebody else, in the same words as when there is none", async () => {
    const [foreign = ""] = await addPictures(await addPerson());
    const refusal = (id: string) =>
      m.getImage(me, { ...NO_FILTERS, id }).catch(({ code, message }) => ({ code, message }));
    expect(await refusal(foreign)).toEqual(await refusal(randomUUID()));
    expect(await refusal(foreign)).toMatchObject({ code: "not_found" });
  });
});

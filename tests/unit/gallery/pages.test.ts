import { expect, it } from "vitest";
import { NO_FILTERS } from "@/lib/gallery/filters";
import { arrivalsIn, itemsOf, type Pages, topOf, withArrivals, withChange } from "@/lib/gallery/pages";
import type { GalleryItem, GalleryPage } from "@/lib/gallery/schema";

const item = (id: string, change: Partial<GalleryItem> = {}): GalleryItem => ({
  id,
  generationId: "g",
  width: 3,
  height: 2,
  mediaType: "image/png",
  bytes: 1,
  sha256: "",
  thumbhash: null,
  favorite: false,
  composited: false,
  createdAt: "2026-11-21T12:00:00.000Z",
  trashedAt: null,
  prompt: "",
  model: "",
  cost: null,
  seconds: null,
  settings: {},
  ...change,
});
const page = (ids: string, total: number | null, nextCursor: string | null = null): GalleryPage => ({
  items: [...ids].map((id) => item(id)),
  total,
  nextCursor,
});
const list = (...pages: GalleryPage[]): Pages => ({ pages, pageParams: pages.map(() => null) });
const ids = (pages: Pages) =>
  itemsOf(pages)
    .map(({ id }) => id)
    .join("");

const LOADED = list(page("abc", 9, "c"), page("def", null, "f"));

it("takes trashed pictures out of the library, on whatever page they are, and counts them off", () => {
  const after = withChange(LOADED, NO_FILTERS, new Set(["b", "f", "z"]), { trashedAt: "2026-11-21T12:00:00.000Z" });
  expect(ids(after)).toBe("acde");
  expect(after.pages.map(({ total }) => total)).toEqual([7, null]);
  expect(ids(LOADED)).toBe("abcdef");
});

it("takes restored pictures out of the trash", () => {
  const trashed = list({ ...page("", 1), items: [item("a", { trashedAt: "2026-11-21T12:00:00.000Z" })] });
  expect(ids(withChange(trashed, { ...NO_FILTERS, trash: true }, new Set(["a"]), { trashedAt: null }))).toBe("");
});

it("marks favorites in their place, and leaves one that is none any more until the list is read again", () => {
  const filters = { ...NO_FILTERS, favorites: true };
  const marked = withChange(LOADED, filters, new Set(["d"]), { favorite: true });
  expect(itemsOf(marked).filter(({ favorite }) => favorite)).toMatchObject([{ id: "d" }]);
  const unmarked = withChange(marked, filters, new Set(["d"]), { favorite: false });
  expect(ids(unmarked)).toBe("abcdef");
  expect(unmarked.pages[0]?.total).toBe(9);
});

it("finds what is new on top", () => {
  const at = (second: number, id = "a") => item(id, { createdAt: `2026-11-21T12:00:0${second}.000Z` });
  const fresh = (...items: GalleryItem[]): GalleryPage => ({ items, total: 9, nextCursor: "more" });
  expect(arrivalsIn(fresh(at(3), at(2), at(1)), topOf([at(1)]))).toEqual([at(3), at(2)]);
  expect(arrivalsIn(fresh(at(1, "b"), at(1, "a")), topOf([at(1, "a")]))).toEqual([at(1, "b")]);
  // The picture on top went to the trash meanwhile: what the server still says about it is no news.
  expect(arrivalsIn(fresh(at(3), at(2)), topOf([at(3)]))).toEqual([]);
  expect(arrivalsIn({ ...fresh(at(2), at(1)), nextCursor: null }, topOf([]))).toHaveLength(2);
});

it("says so when more is new than one page holds", () => {
  expect(arrivalsIn(page("uvw", 99, "more"), "")).toBeNull();
});

it("puts new pictures on top and counts them", () => {
  const after = withArrivals(LOADED, [item("x"), item("y")]);
  expect(ids(after)).toBe("xyabcdef");
  expect(after.pages[0]?.total).toBe(11);
});

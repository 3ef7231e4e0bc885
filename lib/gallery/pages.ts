import type { InfiniteData } from "@tanstack/react-query";
import type { ImageDto } from "@/lib/generations/schema";
import type { Filters } from "./filters";
import type { GalleryItem, GalleryPage } from "./schema";

/** The pages of a list that are loaded so far. */
export type Pages = InfiniteData<GalleryPage, string | null>;

/** What a person can change about a picture. */
export type ImageChange = Partial<Pick<ImageDto, "favorite" | "trashedAt">>;

export const itemsOf = (pages: Pages | undefined): GalleryItem[] => pages?.pages.flatMap(({ items }) => items) ?? [];

function withTotal({ pages, pageParams }: Pages, added: number): Pages {
  const [first, ...rest] = pages;
  if (!first) return { pages, pageParams };
  return { pages: [{ ...first, total: (first.total ?? 0) + added }, ...rest], pageParams };
}

/**
 * The list with some of its pictures changed. One that goes to the trash, or comes out of it, leaves the list. One that is
 * no favourite any more stays among the favourites until they are read again: a slip of the hand can be put right.
 */
export function withChange(list: Pages, { trash }: Filters, ids: ReadonlySet<string>, change: ImageChange): Pages {
  const before = itemsOf(list).length;
  const pages = list.pages.map((page) => ({
    ...page,
    items: page.items
      .map((item) => (ids.has(item.id) ? { ...item, ...change } : item))
      .filter((item) => !ids.has(item.id) || (item.trashedAt !== null) === trash),
  }));
  const changed = { ...list, pages };
  return withTotal(changed, itemsOf(changed).length - before);
}

/** The pictures of a fresh first page that the list does not have; null: some between may be missing as well. */
export function arrivalsIn(list: Pages, fresh: GalleryPage): GalleryItem[] | null {
  const known = new Set(itemsOf(list).map(({ id }) => id));
  const first = fresh.items.findIndex(({ id }) => known.has(id));
  if (first >= 0) return fresh.items.slice(0, first);
  return known.size === 0 && fresh.nextCursor === null ? fresh.items : null;
}

/** The list with new pictures on top. */
export function withArrivals(list: Pages, arrivals: GalleryItem[]): Pages {
  const [first, ...rest] = list.pages;
  if (!first) return list;
  const pages = [{ ...first, items: [...arrivals, ...first.items] }, ...rest];
  return withTotal({ ...list, pages }, arrivals.length);
}

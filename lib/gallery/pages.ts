import type { InfiniteData } from "@tanstack/react-query";
import type { ImageDto } from "@/lib/generations/schema";
import type { Filters } from "./filters";
import type { GalleryItem, GalleryPage } from "./schema";

/** The pages of a list that are loaded so far. */
export type Pages = InfiniteData<GalleryPage>;

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
 * no favorite any more stays among the favorites until they are read again: a slip of the hand can be put right.
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

/** The place of the picture on top, to compare with; "": there is none. */
export const topOf = (items: GalleryItem[]): string => (items[0] ? placeOf(items[0]) : "");

const placeOf = ({ createdAt, id }: GalleryItem) => `${createdAt} ${id}`;

/** The pictures of a fresh first page that are newer than all seen so far; null: more than a page of them. */
export function arrivalsIn(fresh: GalleryPage, top: string): GalleryItem[] | null {
  const arrivals = fresh.items.filter((item) => placeOf(item) > top);
  return arrivals.length === fresh.items.length && fresh.nextCursor !== null ? null : arrivals;
}

/** The list with new pictures on top. */
export function withArrivals(list: Pages, arrivals: GalleryItem[]): Pages {
  const [first, ...rest] = list.pages;
  if (!first) return list;
  const pages = [{ ...first, items: [...arrivals, ...first.items] }, ...rest];
  return withTotal({ ...list, pages }, arrivals.length);
}

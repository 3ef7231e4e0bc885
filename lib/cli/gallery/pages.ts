import type { Context } from "@/lib/context";
import { listGallery } from "@/lib/gallery/list";
import { type GalleryItem, GalleryQuery } from "@/lib/gallery/schema";
import { parse } from "@/lib/parse";

/** Which pictures: the options of `gallery list` and `gallery export`. */
export interface Which {
  search: string | undefined;
  favorites: boolean;
  trash: boolean;
  /** Only those made then or later. */
  since?: Date;
}

const PAGE = 100;

/** The pictures that match, newest first, a page at a time: however many there are, one page is in memory. */
export async function* picturePages(
  ctx: Context,
  { search = "", favorites, trash, since }: Which,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<GalleryItem[]> {
  const from = since?.toISOString() ?? "";
  let cursor: string | undefined;
  for (let left = most; left > 0; ) {
    const query = { q: search, favorites: favorites ? "1" : "0", trash: trash ? "1" : "0" };
    const limit = Math.min(PAGE, left);
    const { items, nextCursor } = await listGallery(ctx, parse(GalleryQuery, { ...query, cursor, limit }));
    const wanted = items.filter(({ createdAt }) => createdAt >= from);
    if (wanted.length > 0) yield wanted;
    if (nextCursor === null || wanted.length < items.length) return;
    cursor = nextCursor;
    left -= items.length;
  }
}

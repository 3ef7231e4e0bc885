import "server-only";
import type { Context } from "@/lib/context";
import { behind, decodeCursor, encodeCursor } from "@/lib/cursor";
import { db } from "@/lib/db";
import { itemInclude, toGalleryItem } from "./dto";
import type { GalleryPage, GalleryQuery } from "./schema";
import { matching, NEWEST_FIRST } from "./search";

/** The account's pictures that match, newest first, a page at a time. */
export async function listGallery(ctx: Context, { cursor, limit, ...filters }: GalleryQuery): Promise<GalleryPage> {
  const where = matching(ctx, filters);
  const rows = await db().image.findMany({
    where: { ...where, ...(cursor !== undefined && behind(decodeCursor(cursor))) },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
    include: itemInclude,
  });
  const items = rows.slice(0, limit).map(toGalleryItem);
  const more = rows.length > limit;
  const last = rows[limit - 1];
  // A first page that holds them all needs no counting.
  const total = more ? () => db().image.count({ where }) : () => items.length;
  return {
    items,
    total: cursor === undefined ? await total() : null,
    nextCursor: more && last ? encodeCursor(last) : null,
  };
}

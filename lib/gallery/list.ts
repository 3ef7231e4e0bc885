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
  const [rows, total] = await Promise.all([
    db().image.findMany({
      where: { ...where, ...(cursor !== undefined && behind(decodeCursor(cursor))) },
      orderBy: NEWEST_FIRST,
      take: limit + 1,
      include: itemInclude,
    }),
    cursor === undefined ? db().image.count({ where }) : null,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toGalleryItem),
    total,
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  };
}

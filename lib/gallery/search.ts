import "server-only";
import type { Context } from "@/lib/context";
import type { Keyset } from "@/lib/cursor";
import type { Prisma } from "@/lib/db";
import type { Filters } from "./filters";

/** Prisma hands LIKE's wildcards on as they are, and offers no way to escape them: they part words, as a space does. */
const BETWEEN_WORDS = /[\s%_\\]+/;

/** The pictures of this account that match. Every word of the search must occur in the prompt, in any order. */
export function matching(ctx: Context, { q, favorites, trash }: Filters) {
  const words = q.toLocaleLowerCase("en").split(BETWEEN_WORDS).filter(Boolean);
  return {
    userId: ctx.user.id,
    trashedAt: trash ? { not: null } : null,
    ...(favorites && { favorite: true }),
    ...(words.length > 0 && { generation: { AND: words.map((word) => ({ searchText: { contains: word } })) } }),
  } satisfies Prisma.ImageWhereInput;
}

/** The rows before the place, as `behind` of lib/cursor.ts says it of those after. */
export function ahead({ createdAt, id }: Keyset) {
  return {
    createdAt: { gte: createdAt },
    OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }],
  } satisfies Prisma.ImageWhereInput;
}

export const NEWEST_FIRST = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.ImageOrderByWithRelationInput[];
export const OLDEST_FIRST = [{ createdAt: "asc" }, { id: "asc" }] satisfies Prisma.ImageOrderByWithRelationInput[];

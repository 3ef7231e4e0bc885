import "server-only";
import { readFile } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { decode } from "@/lib/pictures/decode";
import { DECODABLE, SNIFF_BYTES, sniff } from "@/lib/pictures/sniff";
import { spoolPath } from "./spool";

/** Long edge in pixels. */
const EDGE = 768;

/** The newest partial picture of a generation that has not delivered, as WebP. Throws `not_found` where there is none (any more). */
export async function preview(ctx: Context, { id }: { id: string }): Promise<Buffer> {
  const attempt = await db().attempt.findFirst({
    where: { generationId: id, generation: { userId: ctx.user.id } },
    orderBy: { no: "desc" },
    select: { id: true },
  });
  const bytes = attempt && (await readFile(spoolPath(attempt.id, "preview")).catch(() => null));
  if (!bytes || !DECODABLE.has(sniff(bytes.subarray(0, SNIFF_BYTES)))) throw notFound("preview");
  return decode(bytes)
    .resize(EDGE, EDGE, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer()
    .catch(() => {
      throw notFound("preview");
    });
}

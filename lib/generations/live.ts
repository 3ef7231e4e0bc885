import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { listChanges } from "./changes";
import { generationInclude, toGenerationDto } from "./dto";
import type { Live } from "./queries";

/** What the person has under way, and from where to follow its changes. */
export async function getLive(ctx: Context): Promise<Live> {
  // The place to follow from comes first: what changes while the rows are read is then told again, not missed.
  const { cursor, build } = await listChanges(ctx, {});
  const rows = await db().generation.findMany({
    where: { userId: ctx.user.id, deletedAt: null, status: { in: ["queued", "running", "storing"] } },
    include: generationInclude,
  });
  return { active: rows.map(toGenerationDto), cursor, build };
}

import "server-only";
import type { Context } from "@/lib/context";
import { changeImages } from "./change";
import type { Pictures } from "./schema";

/** Takes pictures out of the trash, back to their old places. */
export async function restore(ctx: Context, { ids }: Pictures): Promise<void> {
  await changeImages(ctx, ids, { trashedAt: null });
}

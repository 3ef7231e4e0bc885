import "server-only";
import type { Context } from "@/lib/context";
import { changeImages } from "./change";
import type { Pictures } from "./schema";

/** Puts pictures into the trash. One that lies there already keeps its date. */
export async function trash(ctx: Context, { ids }: Pictures): Promise<void> {
  await changeImages(ctx, ids, { trashedAt: new Date() }, { trashedAt: null });
}

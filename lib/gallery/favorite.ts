import "server-only";
import type { Context } from "@/lib/context";
import { changeImages } from "./change";
import type { SetFavorite } from "./schema";

/** Marks pictures as favorites, or takes the mark away. */
export async function favorite(ctx: Context, { ids, favorite }: SetFavorite): Promise<void> {
  await changeImages(ctx, ids, { favorite });
}

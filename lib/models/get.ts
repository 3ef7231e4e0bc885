import "server-only";
import type { Context } from "@/lib/context";
import { upstreamFor } from "@/lib/settings/upstream";
import { findModel } from "./catalog-store";
import type { Model } from "./schema";

/** One of the models that this person may choose from; null: there is none of that id. */
export async function getModel({ user }: Context, id: string): Promise<Model | null> {
  return findModel(await upstreamFor(user.id), id);
}

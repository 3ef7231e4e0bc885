import "server-only";
import { db } from "@/lib/db";
import { fetchModel } from "@/lib/openrouter/catalog";
import type { GetApi } from "@/lib/openrouter/get-api";
import type { Model } from "./schema";

/** The added models that no list names, but for those that the server does not describe just now. */
export async function fetchAdded(get: GetApi, listed: Model[]): Promise<Model[]> {
  const added = await db().addedModel.findMany({ select: { id: true }, orderBy: { createdAt: "asc" } });
  const missing = added.filter(({ id }) => !listed.some((model) => model.id === id));
  const found = await Promise.all(missing.map(({ id }) => fetchModel(get, id).catch(() => null)));
  return found.flatMap((model) => model ?? []);
}

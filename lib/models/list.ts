import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { upstreamFor } from "@/lib/settings/upstream";
import { catalog } from "./catalog-store";
import { NEWS_MS } from "./changes";
import { defaultModel } from "./default-model";
import type { Model, ModelList } from "./schema";

/** The models that this person may choose from; none, with `fetchedAt` null, where their server was never reached. */
export async function listModels({ user }: Context): Promise<ModelList> {
  const server = await upstreamFor(user.id);
  const { models, fetchedAt } = await catalog(server);
  return {
    models,
    fetchedAt: fetchedAt?.toISOString() ?? null,
    newModels: await newModels(server.origin, models),
    defaultModel: defaultModel(models)?.id ?? null,
    sandbox: server.sandbox,
  };
}

async function newModels(origin: string, models: Model[]): Promise<string[]> {
  const since = new Date(Date.now() - NEWS_MS);
  const entered = await db().catalogChange.findMany({
    where: { origin, kind: "new", at: { gte: since } },
    select: { modelId: true },
  });
  const ids = new Set(entered.map(({ modelId }) => modelId));
  return models.filter(({ id, created }) => ids.has(id) || created * 1000 >= since.getTime()).map(({ id }) => id);
}

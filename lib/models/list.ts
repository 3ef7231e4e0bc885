import "server-only";
import { upstream } from "@/lib/settings/upstream";
import { catalog } from "./catalog-store";
import { defaultModel } from "./default-model";
import type { ModelList } from "./schema";

/** The models to choose from; none, with `fetchedAt` null, where OpenRouter was never reached. */
export async function listModels(): Promise<ModelList> {
  const { models, fetchedAt } = await catalog();
  return {
    models,
    fetchedAt: fetchedAt?.toISOString() ?? null,
    defaultModel: defaultModel(models)?.id ?? null,
    sandbox: (await upstream()).sandbox,
  };
}

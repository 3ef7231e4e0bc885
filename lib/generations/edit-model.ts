import { referenceRange } from "@/lib/models/capabilities";
import { defaultModel } from "@/lib/models/default-model";
import type { Model } from "@/lib/models/schema";

/** The models that can be shown a picture. */
export const editingModels = (models: Model[]): Model[] =>
  models.filter((model) => model.endpoints.length > 0 && referenceRange(model).max > 0);

/** What an edit starts with: the model that made the picture, where it can be shown one, else the usual cheap one that can. */
export function editModel(models: Model[], madeBy: string): Model | null {
  const able = editingModels(models);
  return able.find(({ id }) => id === madeBy) ?? defaultModel(able) ?? able[0] ?? null;
}

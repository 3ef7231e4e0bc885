import { blackForestLabs } from "./black-forest-labs";
import { bytedance } from "./bytedance";
import { google } from "./google";
import { openai } from "./openai";
import { recraftModels } from "./recraft";
import { smallerMakers } from "./smaller-makers";
import { sourceful } from "./sourceful";
import type { Model } from "./types";

/** Every image model of November 2026, newest first, as OpenRouter lists them. */
export const models: readonly Model[] = [
  ...google,
  ...openai,
  ...blackForestLabs,
  ...bytedance,
  ...recraftModels,
  ...sourceful,
  ...smallerMakers,
].sort((a, b) => b.created - a.created);

const byName = new Map(models.flatMap((model) => [[model.id, model] as const, [model.canonical, model] as const]));

/** Finds a model by its slug or by its dated canonical slug. */
export const findModel = (name: string): Model | undefined => byName.get(name);

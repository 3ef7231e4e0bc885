import { blackForestLabs } from "./black-forest-labs";
import { bytedance } from "./bytedance";
import { chatOnly, unlisted } from "./chat-only";
import { google } from "./google";
import { openai } from "./openai";
import { recraftModels } from "./recraft";
import { smallerMakers } from "./smaller-makers";
import { sourceful } from "./sourceful";
import type { Model } from "./types";
import { writers } from "./writers";

/** Every model that answers, newest first, as OpenRouter lists them. */
const all: readonly Model[] = [
  ...google,
  ...openai,
  ...blackForestLabs,
  ...bytedance,
  ...recraftModels,
  ...sourceful,
  ...smallerMakers,
  ...chatOnly,
  ...unlisted,
  ...writers,
].sort((a, b) => b.created - a.created);

/** What the lists name: `GET /models`. */
export const listedModels = all.filter(({ listed }) => listed);

/** The image models of November 2026: `GET /images/models`. */
export const models = listedModels.filter(({ imageApi }) => imageApi);

const byName = new Map(all.flatMap((model) => [[model.id, model] as const, [model.canonical, model] as const]));

/** Finds a model by its slug or by its dated canonical slug. */
export const findModel = (name: string): Model | undefined => byName.get(name);

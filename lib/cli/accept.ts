import { readFile, stat } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/errors";
import { create } from "@/lib/generations/create";
import { REFERENCES_MAX } from "@/lib/generations/limits";
import { planGenerations } from "@/lib/generations/plan";
import { addReference } from "@/lib/generations/references";
import { CreateGenerations } from "@/lib/generations/schema";
import { newId } from "@/lib/ids";
import { catalog, refreshCatalog } from "@/lib/models/catalog-store";
import { defaultModel } from "@/lib/models/default-model";
import type { Model } from "@/lib/models/schema";
import { parse } from "@/lib/parse";
import { REFERENCE_MAX_BYTES } from "@/lib/pictures/reference";
import { checkOutput } from "./output";
import type { Wish } from "./wish";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Accepts a wish as the web's door would: whole or not at all. Returns the ids of its generations. Throws `AppError` saying
 * that nothing was sent.
 */
export async function accept(ctx: Context, wish: Wish): Promise<string[]> {
  try {
    if (wish.output) await checkOutput(wish.output);
    const references: string[] = [];
    for (const bytes of await readReferences(wish.references)) references.push((await addReference(ctx, bytes)).id);
    const generations = (await chosenModels(wish.models)).flatMap((chosen) => requestsOf(chosen, wish));
    const set = { setId: newId(), prompt: wish.prompt, references, generations };
    await create(ctx, parse(CreateGenerations, set));
    return generations.map(({ id }) => id);
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `${error.message} Nothing was sent.`, error.field);
    throw error;
  }
}

/** The bytes of the reference images. */
async function readReferences(paths: string[]): Promise<Buffer[]> {
  if (paths.length > REFERENCES_MAX) throw invalid(`At most ${REFERENCES_MAX} reference images.`, "references");
  return Promise.all(
    paths.map(async (path) => {
      const { size } = await stat(path).catch(() => {
        throw invalid(`The reference image ${path} cannot be read.`, "references");
      });
      if (size > REFERENCE_MAX_BYTES)
        throw invalid(`${path} is larger than ${REFERENCE_MAX_BYTES / 1e6} MB.`, "references");
      return readFile(path);
    }),
  );
}

function requestsOf({ id, model }: Chosen, { count, settings }: Wish) {
  const plan = model ? planGenerations(model, count, settings) : [{ ...settings, n: 1 }];
  return plan.map((own) => ({ id: newId(), model: id, settings: own }));
}

interface Chosen {
  id: string;
  /** Undefined: the catalogue lacks it, and the verb refuses it in its own words. */
  model: Model | undefined;
}

/** The models by id; the default one where none is named. */
async function chosenModels(ids: string[]): Promise<Chosen[]> {
  const { models } = await currentCatalog();
  const chosen = ids.length > 0 ? ids : [defaultModel(models)?.id];
  return chosen.map((id) => {
    if (id === undefined)
      throw new AppError("unavailable", "No current model does all common ratios: name one with --model.");
    return { id, model: models.find((model) => model.id === id) };
  });
}

/** The catalogue, refreshed when no server has done it for a day. */
async function currentCatalog() {
  const { fetchedAt } = await catalog();
  if (fetchedAt && Date.now() - fetchedAt.getTime() > DAY_MS) await refreshCatalog();
  const current = await catalog();
  if (!current.fetchedAt) {
    throw new AppError("unavailable", "The list of models could not be fetched from OPENROUTER_BASE_URL.");
  }
  return current;
}

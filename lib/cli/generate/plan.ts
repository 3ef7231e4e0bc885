import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/errors";
import { NO_FILTERS } from "@/lib/gallery/filters";
import { getImage } from "@/lib/gallery/get-image";
import { addMask } from "@/lib/generations/add-mask";
import { editProblems } from "@/lib/generations/edit-problems";
import { withEditRatio } from "@/lib/generations/edit-ratio";
import { planGenerations } from "@/lib/generations/plan";
import { CreateGenerations, type ImageDto, type Settings } from "@/lib/generations/schema";
import { newId } from "@/lib/ids";
import { problems, supports } from "@/lib/models/capabilities";
import { catalog } from "@/lib/models/catalog-store";
import { defaultModel } from "@/lib/models/default-model";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { parse } from "@/lib/parse";
import { upstreamFor } from "@/lib/settings/upstream";
import { checkOutput } from "./output";
import { keepReferences, readPicture } from "./references";
import { rgbOf } from "./settings";
import type { Wish } from "./wish";

/** A wish as the verb `create` takes it. */
export interface Plan {
  input: z.output<typeof CreateGenerations>;
  /** Of its generations. */
  ids: string[];
  /** What it may cost at most by the price lists, in nano-dollars; null: a part of it has no known price. */
  high: number | null;
}

/** Makes a plan of a wish; nothing is sent. Throws `AppError` whose field is one of `Wish.flagOf`. */
export async function plan(ctx: Context, wish: Wish): Promise<Plan> {
  if (wish.output) await checkOutput(wish.output);
  const base = wish.edit === undefined ? null : await getImage(ctx, { id: wish.edit, ...NO_FILTERS });
  const models = await chosenModels(ctx, wish.models, base?.generation.model);
  const requests = models.flatMap((chosen) => requestsOf(chosen, wish, base?.image ?? null));
  const setId = wish.id ?? newId();
  const input = parse(CreateGenerations, {
    setId,
    prompt: wish.prompt,
    references: await keepReferences(ctx, wish.references),
    ...(wish.edit && { edit: { imageId: wish.edit, maskId: await keepMask(ctx, wish.edit, wish.mask) } }),
    generations: requests.map(({ model, settings }, at) => ({ id: idOf(setId, at), model, settings })),
  });
  return {
    input,
    ids: input.generations.map(({ id }) => id),
    high: requests.reduce((sum: number | null, { high }) => (sum === null || high === null ? null : sum + high), 0),
  };
}

async function keepMask(ctx: Context, imageId: string, mask: string | undefined): Promise<string | undefined> {
  if (mask === undefined) return undefined;
  return (await addMask(ctx, { imageId, upload: await readPicture(mask, "mask") })).id;
}

/** The same id for the same place in the same set: a wish that is repeated is the same wish. */
function idOf(setId: string, at: number): string {
  const hex = createHash("sha256").update(`${setId} ${at}`).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");
}

interface Request {
  model: string;
  settings: Settings;
  high: number | null;
}

/** `base`: the picture that is edited. */
function requestsOf({ id, model }: Chosen, wish: Wish, base: ImageDto | null): Request[] {
  const { count, settings, mask } = wish;
  // The verb refuses a model that is not there in its own words.
  if (!model) return [{ model: id, settings: { ...settings, n: 1 }, high: 0 }];
  const pictures = wish.references.length + (base ? 1 : 0) + (mask ? 1 : 0);
  return planGenerations(model, count, withBackground(model, settings)).map((own) => {
    const size = base && { width: base.width ?? 0, height: base.height ?? 0 };
    const sent = size ? withEditRatio(model, own, pictures, size) : own;
    const [problem] = size ? editProblems(model, sent, pictures, mask !== undefined) : problems(model, sent, pictures);
    if (problem) throw invalid(problem.message, problem.field);
    return { model: id, settings: own, high: estimate(model, sent, pictures)?.high ?? null };
  });
}

/** Recraft takes its background as three numbers, Riverflow as `#RRGGBB`: people say one color. */
function withBackground(model: Model, { backgroundHex, ...settings }: Wish["settings"]): Wish["settings"] {
  if (backgroundHex === undefined) return settings;
  const asNumbers = !supports(model, "backgroundHex") && supports(model, "backgroundRgb");
  return { ...settings, ...(asNumbers ? { backgroundRgb: rgbOf(backgroundHex) } : { backgroundHex }) };
}

interface Chosen {
  id: string;
  /** Undefined: the catalogue lacks it. */
  model: Model | undefined;
}

/** The models by id. Where none is named the one that made the picture to edit, else the default one. */
async function chosenModels({ user }: Context, ids: string[], editor: string | undefined): Promise<Chosen[]> {
  const { models, fetchedAt } = await catalog(await upstreamFor(user.id));
  if (!fetchedAt) {
    throw new AppError("unavailable", "The list of models could not be fetched from OPENROUTER_BASE_URL.");
  }
  const known = models.find(({ id }) => id === editor);
  const chosen = ids.length > 0 ? ids : [(known ?? defaultModel(models))?.id];
  return chosen.map((id) => {
    if (id === undefined) throw new AppError("unavailable", "No current model can be chosen for you.", "model");
    return { id, model: models.find((model) => model.id === id) };
  });
}

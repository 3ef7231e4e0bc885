import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, invalid } from "@/lib/errors";
import { REFERENCES_MAX, SET_MAX } from "@/lib/generations/limits";
import { planGenerations } from "@/lib/generations/plan";
import { CreateGenerations, type Settings } from "@/lib/generations/schema";
import { newId } from "@/lib/ids";
import { catalog, refreshCatalog } from "@/lib/models/catalog-store";
import { defaultModel } from "@/lib/models/default-model";
import type { Model } from "@/lib/models/schema";
import { REFERENCE_MAX_BYTES } from "@/lib/pictures/reference";
import { parseFlags, wholeNumber } from "./flags";
import { UsageError } from "./terminal";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the arguments of `generate` ask for. */
export interface Wish {
  prompt: string;
  /** Ids; none: the default model. */
  models: string[];
  settings: Omit<Settings, "n">;
  count: number;
  /** Absolute paths, as the next one. */
  references: string[];
  output: string | undefined;
  json: boolean;
  as: string | undefined;
  timeoutMs: number;
}

/** Reads the arguments. Throws `UsageError`. */
export function parseWish(args: string[], folder: string): Wish {
  const { values, positionals } = parseFlags(
    args,
    {
      output: { type: "string" },
      model: { type: "string", multiple: true, default: [] },
      "aspect-ratio": { type: "string" },
      size: { type: "string" },
      count: { type: "string", default: "1" },
      reference: { type: "string", multiple: true, default: [] },
      seed: { type: "string" },
      quality: { type: "string" },
      format: { type: "string" },
      json: { type: "boolean", default: false },
      as: { type: "string" },
      timeout: { type: "string", default: "600" },
    },
    3,
  );
  const [prompt, output, model] = positionals;
  if (prompt === undefined) throw new UsageError("A prompt is missing.");
  if (output && values.output) throw new UsageError("The output is given twice: as an argument and by --output.");
  const file = values.output ?? output;
  const size = values.size?.toLowerCase();
  const pixels = size?.includes("x");
  return {
    prompt,
    models: model ? [model, ...values.model] : values.model,
    settings: {
      aspectRatio: values["aspect-ratio"],
      size: pixels ? size : undefined,
      resolution: pixels ? undefined : values.size?.toUpperCase(),
      quality: values.quality,
      outputFormat: values.format?.toLowerCase().replace(/^jpg$/, "jpeg"),
      seed: values.seed === undefined ? undefined : wholeNumber("seed", values.seed, 0, 2_147_483_647),
    },
    count: wholeNumber("count", values.count, 1, SET_MAX),
    references: values.reference.map((path) => resolve(folder, path)),
    output: file === undefined ? undefined : resolve(folder, file),
    json: values.json,
    as: values.as,
    timeoutMs: 1000 * wholeNumber("timeout", values.timeout, 1, 86_400),
  };
}

/** The bytes of the reference images. Throws `AppError` for one that cannot be read. */
export async function readReferences(paths: string[]): Promise<Buffer[]> {
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

/** The wish as the web's door would send it. `references`: ids. Throws `AppError`. */
export async function toCreateGenerations(wish: Wish, references: string[]) {
  const generations = (await chosenModels(wish.models)).flatMap(({ id, model }) =>
    (model ? planGenerations(model, wish.count) : [1]).map((n, request) => {
      const seed = wish.settings.seed === undefined ? undefined : wish.settings.seed + request;
      return { id: newId(), model: id, settings: { ...wish.settings, seed, n } };
    }),
  );
  const parsed = CreateGenerations.safeParse({ setId: newId(), prompt: wish.prompt, references, generations });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(`${issue?.message} Nothing was sent.`, issue?.path.join("."));
}

/** The models by id. One that the catalogue lacks stays without a model: the verb refuses it in its own words. */
async function chosenModels(ids: string[]): Promise<{ id: string; model: Model | undefined }[]> {
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
    throw new AppError(
      "unavailable",
      "The list of models could not be fetched from OPENROUTER_BASE_URL. Nothing was sent.",
    );
  }
  return current;
}

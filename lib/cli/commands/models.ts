import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { addModel } from "@/lib/models/add";
import { catalog, refreshCatalog } from "@/lib/models/catalog-store";
import { removeAddedModel } from "@/lib/models/remove";
import { AddModel, type Model } from "@/lib/models/schema";
import { parse } from "@/lib/parse";
import { upstreamFor } from "@/lib/settings/upstream";
import { openLibrary } from "../account";
import type { Command, Input, MODEL, MODELS } from "../commands";
import { MODEL_COLUMNS, modelDetail } from "../models/print";
import { toReportedDetail, toReportedModel } from "../models/report";
import { table } from "../table";
import { EXIT, UsageError } from "../terminal";

/** Lists the models, or says everything about one. */
export const models: Command<typeof MODELS> = async ({ values, rest: [id] }, terminal) => {
  const known = await current(await openLibrary(values.as), values.refresh);
  if (id !== undefined) {
    const model = known.models.find((each) => each.id === id);
    if (!model)
      throw new AppError("not_found", `There is no model "${id}" in the catalogue. "models add" adds one by its id.`);
    if (values.json) terminal.out(JSON.stringify(toReportedDetail(model)));
    else for (const line of modelDetail(model)) terminal.out(line);
    return EXIT.ok;
  }
  const found = known.models.filter(matches(values.search));
  if (values.json) {
    terminal.out(JSON.stringify({ fetched_at: known.fetchedAt.toISOString(), models: found.map(toReportedModel) }));
    return EXIT.ok;
  }
  for (const line of table(MODEL_COLUMNS, found, terminal.width)) terminal.out(line);
  terminal.say(`${found.length} models, as of ${known.fetchedAt.toISOString().slice(0, 16).replace("T", " ")} UTC.`);
  return EXIT.ok;
};

/** Adds a model that is in no list, for everybody of this installation. */
export const add: Command<typeof MODEL> = async (input, { say }) => {
  const { name, id } = await addModel(await openLibrary(input.values.as), parse(AddModel, { id: idIn(input) }));
  say(`${id} (${name}) is among the models now.`);
  return EXIT.ok;
};

export const remove: Command<typeof MODEL> = async (input, { say }) => {
  const id = idIn(input);
  await removeAddedModel(await openLibrary(input.values.as), parse(AddModel, { id }));
  say(`${id} is not among the models any more. What it made stays.`);
  return EXIT.ok;
};

function idIn({ rest: [id] }: Input<typeof MODEL>): string {
  if (id === undefined) throw new UsageError("The model's ID is missing.");
  return id;
}

/** The catalogue of the server that this person's work goes to. Throws `AppError` where it cannot be had. */
async function current({ user }: Context, refresh: boolean): Promise<{ models: Model[]; fetchedAt: Date }> {
  const server = await upstreamFor(user.id);
  const before = Date.now();
  if (refresh) await refreshCatalog(server);
  const { models, fetchedAt } = await catalog(server);
  if (!fetchedAt) throw new AppError("unavailable", `The list of models could not be fetched from ${server.baseUrl}.`);
  if (refresh && fetchedAt.getTime() < before) {
    throw new AppError(
      "unavailable",
      `${server.baseUrl} did not answer; the list is still the one of ${fetchedAt.toISOString()}.`,
    );
  }
  return { models, fetchedAt };
}

function matches(search = "") {
  const words = search.toLowerCase().split(/\s+/);
  return ({ id, name }: Model) => words.every((word) => `${id} ${name}`.toLowerCase().includes(word));
}

import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError, invalid } from "@/lib/errors";
import { fetchModel } from "@/lib/openrouter/catalog";
import type { GetApi } from "@/lib/openrouter/get-api";
import { type Upstream, upstreamFor } from "@/lib/settings/upstream";
import { ask, NoDocumentError } from "./ask";
import { amendCopy } from "./catalog-copy";
import { findModel } from "./catalog-store";
import type { AddModel, Model } from "./schema";

/**
 * Adds a model that no list names, for everybody of this installation. It is refused where the server says that there is
 * none (`invalid`) or cannot be asked (`unavailable`). One that is in the list already is answered as it is.
 */
export async function addModel({ user }: Context, { id }: z.output<typeof AddModel>): Promise<Model> {
  const server = await upstreamFor(user.id);
  const known = await findModel(server, id);
  if (known) return known;
  const model = await lookUp(server, id);
  await db().addedModel.upsert({ where: { id }, create: { id, userId: user.id }, update: {} });
  await amendCopy(server.origin, (models) => [...models.filter((other) => other.id !== id), model]);
  return model;
}

async function lookUp(server: Upstream, id: string): Promise<Model> {
  // By call; null: no answer came.
  const statuses: (number | null)[] = [];
  const from = ask(server);
  const get: GetApi = async (path) => {
    try {
      const document = await from(path);
      statuses.push(200);
      return document;
    } catch (error) {
      statuses.push(error instanceof NoDocumentError ? error.status : null);
      throw error;
    }
  };
  const model = await fetchModel(get, id).catch(() => null);
  const whom = server.sandbox ? "The sandbox" : "OpenRouter";
  if (statuses.every((status) => status === 404)) {
    throw invalid(`${whom} knows no model “${id}”. Nothing was added: check the spelling.`, "id");
  }
  if (!model || statuses.every((status) => status === null)) {
    throw new AppError(
      "unavailable",
      `${whom} could not be asked about “${id}”. Nothing was added: try again later.`,
      "id",
    );
  }
  return model;
}

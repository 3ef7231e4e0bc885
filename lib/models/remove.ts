import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upstreamFor } from "@/lib/settings/upstream";
import { amendCopy } from "./catalog-copy";
import type { AddModel } from "./schema";

/** Takes a model that was added by its id out of the list again, for everybody. What it made stays. */
export async function removeAddedModel({ user }: Context, { id }: z.output<typeof AddModel>): Promise<void> {
  const { count } = await db().addedModel.deleteMany({ where: { id } });
  if (count === 0) throw notFound("added model");
  const { origin } = await upstreamFor(user.id);
  await amendCopy(origin, (models) => models.filter((model) => model.listed || model.id !== id));
}

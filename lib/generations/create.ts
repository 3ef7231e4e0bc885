import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { db, isUniqueViolation, type Prisma } from "@/lib/db";
import { AppError, invalid, notFound } from "@/lib/errors";
import { problems } from "@/lib/models/capabilities";
import { findModel } from "@/lib/models/catalog-store";
import { estimate } from "@/lib/models/price";
import { upstream } from "@/lib/settings/upstream";
import { wake } from "@/lib/wake";
import { getSet } from "./get";
import type { CreateGenerations, SetDto } from "./schema";

type Input = z.output<typeof CreateGenerations>;

/**
 * Accepts what one press of Generate asks for, whole or not at all: one row a generation, which the press then sends.
 * The same ids with the same wish answer with the set that is there; with another wish they are refused (`conflict`).
 */
export async function create(ctx: Context, input: Input): Promise<SetDto> {
  const references = await ownReferences(ctx, input.references);
  const rows = await Promise.all(
    input.generations.map((wish, position) => toRow(ctx, input, references, wish, position)),
  );
  if (!(await accepted(ctx, rows))) {
    try {
      await insert(ctx, input, rows);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Pressed twice at once: the other one was first. Else the set's id is taken, or one id is here twice.
      if (!(await accepted(ctx, rows))) throw taken();
    }
    wake().emit("work");
  }
  return getSet(ctx, input.setId);
}

async function ownReferences(ctx: Context, ids: string[]): Promise<{ id: string; sha256: string }[]> {
  const found = await db().reference.findMany({
    where: { id: { in: ids }, userId: ctx.user.id },
    select: { id: true, sha256: true },
  });
  return ids.map((id) => {
    const reference = found.find((row) => row.id === id);
    if (!reference) throw new AppError("not_found", notFound("reference image").message, "references");
    return reference;
  });
}

type Row = Omit<Prisma.GenerationUncheckedCreateInput, "references"> & {
  references: { create: Prisma.GenerationReferenceUncheckedCreateWithoutGenerationInput[] };
};

async function toRow(
  ctx: Context,
  { setId, prompt }: Input,
  references: { id: string; sha256: string }[],
  { id, model: modelId, settings }: Input["generations"][number],
  position: number,
): Promise<Row> {
  const model = await findModel(modelId);
  if (!model) throw invalid(`There is no model “${modelId}” in OpenRouter's catalogue of image models.`, "model");
  const problem = problems(model, settings, references.length)[0];
  if (problem) throw invalid(problem.message, problem.field);
  const price = estimate(model, settings, references.length);
  return {
    id,
    userId: ctx.user.id,
    setId,
    position,
    fingerprint: fingerprint({
      setId,
      position,
      prompt,
      modelId,
      settings,
      references: references.map((r) => r.sha256),
    }),
    source: ctx.actor,
    prompt,
    searchText: prompt.toLocaleLowerCase("en"),
    model: modelId,
    transport: "images",
    settings,
    status: "queued",
    keyRef: (await upstream()).keyRef,
    estimateLow: price && BigInt(price.low),
    estimateHigh: price && BigInt(price.high),
    reserved: BigInt(price?.high ?? 0),
    references: { create: references.map((reference, order) => ({ position: order, referenceId: reference.id })) },
  };
}

/** Whether this very wish was accepted before. Ids that stand for another wish, or belong to another person, are refused. */
async function accepted(ctx: Context, rows: Row[]): Promise<boolean> {
  const there = await db().generation.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  if (there.length === 0) return false;
  const same = rows.every((row) =>
    there.some((old) => old.id === row.id && old.userId === ctx.user.id && old.fingerprint === row.fingerprint),
  );
  if (!same) throw taken();
  return true;
}

const taken = () => new AppError("conflict", "These ids already stand for another generation. Nothing was sent.");

async function insert(ctx: Context, { setId, prompt }: Input, rows: Row[]): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.generationSet.create({ data: { id: setId, userId: ctx.user.id, prompt } });
    for (const row of rows) await tx.generation.create({ data: row });
  });
}

/** SHA-256 of the canonical form: keys sorted, so that the same wish always has the same fingerprint. */
function fingerprint(wish: Record<string, unknown>): string {
  const canonical = JSON.stringify(wish, (_key, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(canonical).digest("hex");
}

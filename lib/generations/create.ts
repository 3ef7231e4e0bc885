import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { reserve } from "@/lib/budgets/reserve";
import type { Context } from "@/lib/context";
import { db, isUniqueViolation, type Prisma } from "@/lib/db";
import { AppError, invalid } from "@/lib/errors";
import { endpointsFor, problems } from "@/lib/models/capabilities";
import { catalog } from "@/lib/models/catalog-store";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { upstreamFor } from "@/lib/settings/upstream";
import { passing } from "@/lib/steps";
import { wake } from "@/lib/wake";
import { type Edit, prepareEdit } from "./edit";
import { editProblems } from "./edit-problems";
import { withEditRatio } from "./edit-ratio";
import { getSet } from "./get";
import { refuseSecondRetry } from "./retry";
import type { CreateGenerations, SetDto } from "./schema";
import { type SentReference, sentReferences } from "./sent-references";

type Input = z.output<typeof CreateGenerations>;

/**
 * Accepts what one press of Generate asks for, whole or not at all: one row a generation, which the press then sends.
 * The same ids with the same wish answer with the set that is there; with another wish they are refused (`conflict`).
 */
export async function create(ctx: Context, input: Input): Promise<SetDto> {
  const edit = input.edit ? await prepareEdit(ctx, input.edit) : null;
  const references = await sentReferences(ctx, input.references, edit);
  const wishes = input.generations.map((wish, position) => ({
    ...wish,
    position,
    fingerprint: fingerprintOf(input, { edit, references }, wish, position),
  }));
  // Asked first: what was accepted stays so, whatever the catalogue says of its model by now.
  if (!(await accepted(ctx, wishes))) {
    const server = await upstreamFor(ctx.user.id);
    const { models } = await catalog(server);
    const rows = wishes.map((wish) => toRow(ctx, input, { edit, references }, { models, keyRef: server.keyRef }, wish));
    try {
      await insert(ctx, input, server.keyRef, rows);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Pressed twice at once: the other one was first. Else the set's id is taken, or one id is here twice.
      if (!(await accepted(ctx, wishes))) throw taken();
    }
    wake().emit("work");
  }
  return getSet(ctx, input.setId);
}

/** What a generation is made of, before anything is asked about its model. */
interface Ingredients {
  edit: Edit | null;
  references: SentReference[];
}

type Wish = Input["generations"][number];

const fingerprintOf = (
  { setId, prompt, retryOf }: Input,
  { edit, references }: Ingredients,
  { model: modelId, settings }: Wish,
  position: number,
): string =>
  fingerprint({
    ...{ setId, position, prompt, modelId, settings, retryOf },
    references: references.map(({ sha256 }) => sha256),
    ...(edit && { editOf: edit.editOfId, mask: edit.maskId }),
  });

type Row = Omit<Prisma.GenerationUncheckedCreateInput, "references" | "estimateHigh"> & {
  estimateHigh: bigint | null;
  references: { create: Prisma.GenerationReferenceUncheckedCreateWithoutGenerationInput[] };
};

/** Throws `AppError` for what the model cannot do. */
function toRow(
  ctx: Context,
  { setId, prompt, retryOf }: Input,
  { edit, references }: Ingredients,
  { models, keyRef }: { models: Model[]; keyRef: string },
  { id, model: modelId, settings: asked, position, fingerprint }: Wish & { position: number; fingerprint: string },
): Row {
  const model = models.find((one) => one.id === modelId);
  if (!model) throw invalid(`There is no model “${modelId}” in OpenRouter's catalogue of image models.`, "model");
  const settings = edit ? withEditRatio(model, asked, references.length, edit.size) : asked;
  const [problem] = edit
    ? editProblems(model, settings, references.length, edit.marked !== null)
    : problems(model, settings, references.length);
  if (problem) throw invalid(problem.message, problem.field);
  const price = estimate(model, settings, references.length);
  return {
    id,
    userId: ctx.user.id,
    setId,
    position,
    fingerprint,
    source: ctx.actor,
    prompt,
    searchText: prompt.toLocaleLowerCase("en"),
    model: modelId,
    transport: endpointsFor(model, settings, references.length)[0]?.transport ?? "images",
    settings,
    status: "queued",
    retryOfId: retryOf ?? null,
    keyRef,
    estimateLow: price && BigInt(price.low),
    estimateHigh: price && BigInt(price.high),
    references: {
      create: references.map(({ id: referenceId, role }, order) => ({ position: order, role, referenceId })),
    },
    ...(edit && { editOfId: edit.editOfId, rootImageId: edit.rootImageId, maskId: edit.maskId }),
  };
}

/** Whether this very wish was accepted before. Ids that stand for another wish, or belong to another person, are refused. */
async function accepted(ctx: Context, wishes: { id: string; fingerprint: string }[]): Promise<boolean> {
  const there = await db().generation.findMany({ where: { id: { in: wishes.map(({ id }) => id) } } });
  if (there.length === 0) return false;
  const same = wishes.every((wish) =>
    there.some((old) => old.id === wish.id && old.userId === ctx.user.id && old.fingerprint === wish.fingerprint),
  );
  if (!same) throw taken();
  return true;
}

const taken = () => new AppError("conflict", "These ids already stand for another generation. Nothing was sent.");

async function insert(ctx: Context, { setId, prompt, retryOf }: Input, keyRef: string, rows: Row[]): Promise<void> {
  passing("accept");
  await db().$transaction(async (tx) => {
    if (retryOf) await refuseSecondRetry(tx, ctx, retryOf);
    await tx.generationSet.create({ data: { id: setId, userId: ctx.user.id, prompt } });
    const held = await reserve(tx, { userId: ctx.user.id, keyRef, requests: rows });
    for (const [i, row] of rows.entries()) await tx.generation.create({ data: { ...row, reserved: held[i] } });
  });
  passing("accepted");
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

import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { generationInclude, toGenerationDto } from "./dto";
import type { GenerationDto, SetDto } from "./schema";

/** The person's own generations among `ids`, in that order; those that are not theirs are left out. */
export async function getGenerations(ctx: Context, ids: string[]): Promise<GenerationDto[]> {
  const rows = await db().generation.findMany({
    where: { id: { in: ids }, userId: ctx.user.id, deletedAt: null },
    include: generationInclude,
  });
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(toGenerationDto));
}

/** Throws `not_found` for a generation that is missing or somebody else's. */
export async function getGeneration(ctx: Context, { id }: { id: string }): Promise<GenerationDto> {
  const [generation] = await getGenerations(ctx, [id]);
  if (!generation) throw notFound("generation");
  return generation;
}

/** Throws `not_found` for a set that is missing or somebody else's. */
export async function getSet(ctx: Context, id: string): Promise<SetDto> {
  const row = await db().generationSet.findFirst({
    where: { id, userId: ctx.user.id },
    include: { generations: { where: { deletedAt: null }, orderBy: { position: "asc" }, include: generationInclude } },
  });
  if (!row) throw notFound("set");
  return {
    id: row.id,
    prompt: row.prompt,
    createdAt: row.createdAt.toISOString(),
    generations: row.generations.map(toGenerationDto),
  };
}

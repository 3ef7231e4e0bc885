import type { GenerationDto, ImageDto, Lineage } from "./schema";

/** One step of a line of edits. */
export interface Version {
  /** From 1, the picture that the line began with. */
  number: number;
  generation: GenerationDto;
  images: ImageDto[];
  /** The version it was made of; null: the first one, or that one is gone. */
  parent: number | null;
}

/** The line as it grew: the first picture, then each edit in its turn. */
export function threadOf({ root, edits }: Lineage): Version[] {
  const first = root ? [{ generation: root.generation, images: [root.image] }] : [];
  const steps = [...first, ...edits.map((generation) => ({ generation, images: generation.images }))];
  const numberOf = new Map(steps.flatMap(({ images }, at) => images.map(({ id }) => [id, at + 1] as const)));
  return steps.map(({ generation, images }, at) => ({
    number: at + 1,
    generation,
    images,
    parent: at < first.length ? null : (numberOf.get(generation.edit?.imageId ?? "") ?? null),
  }));
}

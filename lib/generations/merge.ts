import type { GenerationDto, Lineage, SetDto, SetPage } from "./schema";
import { isActive } from "./status";

const byPosition = (a: GenerationDto, b: GenerationDto) => a.position - b.position;

/** `list` with the generations of `changed` put in the place of those with the same id, or added. */
function replaceById(list: GenerationDto[], changed: GenerationDto[]): GenerationDto[] {
  const byId = new Map(changed.map((generation) => [generation.id, generation]));
  const kept = list.map((generation) => byId.get(generation.id) ?? generation);
  const known = new Set(list.map((generation) => generation.id));
  return [...kept, ...changed.filter((generation) => !known.has(generation.id))];
}

/**
 * The loaded pages (newest set first) with the changed generations in them. A set that is not loaded is put where its time
 * belongs; one older than everything loaded is left out, because its page has yet to be read. Sets that did not change stay
 * the same objects.
 */
export function mergeIntoPages(pages: SetPage[], changed: GenerationDto[]): SetPage[] {
  const bySet = new Map<string, GenerationDto[]>();
  for (const generation of changed) {
    bySet.set(generation.setId, [...(bySet.get(generation.setId) ?? []), generation]);
  }
  const merged = pages.map((page) => ({
    ...page,
    sets: page.sets.map((set) => {
      const generations = bySet.get(set.id);
      bySet.delete(set.id);
      return generations ? { ...set, generations: replaceById(set.generations, generations).sort(byPosition) } : set;
    }),
  }));
  for (const [id, generations] of bySet) {
    const first = generations[0];
    if (first) insert(merged, { id, prompt: first.prompt, createdAt: first.createdAt, generations });
  }
  return merged;
}

function insert(pages: SetPage[], set: SetDto): void {
  for (const page of pages) {
    const at = page.sets.findIndex((other) => other.createdAt <= set.createdAt);
    if (at >= 0) {
      page.sets.splice(at, 0, set);
      return;
    }
  }
  const last = pages.at(-1);
  if (last && last.nextCursor === null) last.sets.push(set);
}

/** The pages without the generations that are `gone`, and without sets that have none left. */
export function withoutGenerations(pages: SetPage[], gone: (generation: GenerationDto) => boolean): SetPage[] {
  return pages.map((page) => ({
    ...page,
    sets: page.sets.flatMap((set) => {
      const generations = set.generations.filter((generation) => !gone(generation));
      if (generations.length === set.generations.length) return set;
      return generations.length > 0 ? { ...set, generations } : [];
    }),
  }));
}

/** The line of edits that begins with `rootImageId`, with those of the changed generations that belong to it. */
export function mergeIntoLineage(lineage: Lineage, rootImageId: string, changed: GenerationDto[]): Lineage {
  const mine = changed.filter(({ edit }) => edit?.rootImageId === rootImageId);
  return mine.length > 0 ? { ...lineage, edits: replaceById(lineage.edits, mine) } : lineage;
}

/** What is under way after `changed` is known. */
export function mergeActive(active: GenerationDto[], changed: GenerationDto[]): GenerationDto[] {
  return replaceById(active, changed).filter((generation) => isActive(generation.status));
}

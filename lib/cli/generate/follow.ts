import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { getGenerations } from "@/lib/generations/get";
import type { GenerationDto } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";

/** Milliseconds between two looks: a server may do the work, so the database is where news comes from. */
const LOOK_MS = 150;

/**
 * Looks after the generations until nothing moves by itself any more (ended, unknown or paused), or `signal` aborts.
 * `onChange` hears of every new status once. Returns how they stand.
 */
export async function follow(
  ctx: Context,
  ids: string[],
  signal: AbortSignal,
  onChange: (generation: GenerationDto) => void,
): Promise<GenerationDto[]> {
  const known = new Map<string, string>();
  while (true) {
    const generations = await getGenerations(ctx, ids);
    for (const generation of generations) {
      if (known.get(generation.id) !== generation.status) onChange(generation);
      known.set(generation.id, generation.status);
    }
    if (signal.aborted || !generations.some(({ status }) => isActive(status))) return generations;
    await wait(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { EFFORT_FACTOR } from "./cost";
import type { Job } from "./job";
import { randomFrom } from "./random";

/** The slowest real models take two minutes; nobody trying out a sandbox should wait more than twelve seconds. */
const LONGEST_MS = 10_000;

const QUALITY_FACTOR: Record<string, number> = { low: 0.4, medium: 0.7, xhigh: 1.3, max: 1.6 };

/** Milliseconds that the real model would take, within a fifth up or down, the same for the same seed. */
export function realisticMs(job: Pick<Job, "model" | "tier" | "quality" | "effort">, seed: string): number {
  const { behavior } = job.model;
  const spread = 0.8 + 0.4 * randomFrom(`latency ${seed}`)();
  const size = job.tier === "4K" ? 2 : job.tier === "2K" ? 1.4 : 1;
  const effort = behavior.thinks ? (EFFORT_FACTOR[job.effort] ?? 1) : 1;
  const typical = behavior.seconds * 1000 * size * (QUALITY_FACTOR[job.quality] ?? 1) * effort;
  return Math.round(Math.min(typical, LONGEST_MS) * spread);
}

/** Waits until a moment on the `performance.now()` clock; rejects when the signal aborts. */
export async function waitUntil(moment: number, signal: AbortSignal): Promise<void> {
  const ms = moment - performance.now();
  if (ms > 0) await sleep(ms, undefined, { signal });
}

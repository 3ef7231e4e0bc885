import { setTimeout as sleep } from "node:timers/promises";
import type { Model } from "./catalog/types";
import { randomFrom } from "./random";

/** The slowest real models take two minutes; nobody trying out a sandbox should wait more than twelve seconds. */
const LONGEST_MS = 10_000;

const QUALITY_FACTOR: Record<string, number> = { low: 0.4, medium: 0.7, xhigh: 1.3, max: 1.6 };

/** Milliseconds that the real model would take, within a fifth up or down, the same for the same wish. */
export function realisticMs(model: Model, wish: { seed: string; tier: string; quality: string }): number {
  const spread = 0.8 + 0.4 * randomFrom(`latency ${wish.seed}`)();
  const size = wish.tier === "4K" ? 2 : wish.tier === "2K" ? 1.4 : 1;
  const typical = model.behaviour.seconds * 1000 * size * (QUALITY_FACTOR[wish.quality] ?? 1);
  return Math.round(Math.min(typical, LONGEST_MS) * spread);
}

/** Waits until a moment on the `performance.now()` clock; rejects when the signal aborts. */
export async function waitUntil(moment: number, signal: AbortSignal): Promise<void> {
  const ms = moment - performance.now();
  if (ms > 0) await sleep(ms, undefined, { signal });
}

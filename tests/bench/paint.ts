import { models } from "@/lib/sandbox/catalog/catalog";
import { paint } from "@/lib/sandbox/paint/paint";

/** Milliseconds to paint and encode one picture at 1024 × 1024, per model. Run: npx tsx tests/bench/paint.ts */
const PROMPTS = [
  "a lighthouse at dusk",
  "a field of red poppies",
  "neon city at night in the rain",
  "quarterly report",
];
const ROUNDS = 3;

async function main() {
  const rows: { model: string; median: number; p95: number }[] = [];
  const all: number[] = [];
  for (const { id, behavior } of models) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const prompt of PROMPTS) times.push(await timeOf(id, behavior.format, prompt, round));
    }
    all.push(...times);
    rows.push({ model: id, median: rank(times, 0.5), p95: rank(times, 0.95) });
  }
  console.table(rows.sort((a, b) => b.median - a.median));
  console.log(`all models: median ${rank(all, 0.5)} ms, p95 ${rank(all, 0.95)} ms`);
}

async function timeOf(model: string, format: Parameters<typeof paint>[0]["format"], prompt: string, round: number) {
  const started = performance.now();
  await paint({
    model,
    prompt,
    seed: `seed ${round}`,
    width: 1024,
    height: 1024,
    format,
    compression: undefined,
    transparent: false,
    references: [],
    knobs: {},
  });
  return performance.now() - started;
}

function rank(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

await main();

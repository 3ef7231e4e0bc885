import { expect, it } from "vitest";
import { findModel, models } from "@/lib/sandbox/catalog/catalog";
import { realisticMs } from "@/lib/sandbox/latency";

const wish = { seed: "take 0", tier: "1K", quality: "auto" };
const of = (id: string) => {
  const model = findModel(id);
  if (!model) throw new Error(`${id} is not in the catalogue`);
  return realisticMs(model, wish);
};

it("waits as long as the real model would, and never more than twelve seconds", () => {
  for (const model of models) {
    const ms = realisticMs(model, { ...wish, tier: "4K", quality: "max" });
    expect(ms).toBeGreaterThan(1000);
    expect(ms).toBeLessThanOrEqual(12_000);
  }
  expect(of("black-forest-labs/flux.2-klein-4b")).toBeLessThan(of("sourceful/riverflow-v2.5-pro"));
});

it("waits equally long for the same wish, and differently for others", () => {
  const [model] = models;
  if (!model) throw new Error("The catalogue is empty");
  const waits = Array.from({ length: 20 }, (_, i) => realisticMs(model, { ...wish, seed: `take ${i}` }));
  expect(waits[0]).toBe(realisticMs(model, wish));
  expect(new Set(waits).size).toBeGreaterThan(15);
});

import { expect, it } from "vitest";
import { findModel, models } from "@/lib/sandbox/catalog/catalog";
import type { Model } from "@/lib/sandbox/catalog/types";
import { realisticMs } from "@/lib/sandbox/latency";

const usual = { tier: "1K", quality: "auto", effort: "medium" };
const of = (id: string, more: Partial<typeof usual> = {}, seed = "take 0") =>
  realisticMs({ ...usual, ...more, model: findModel(id) as Model }, seed);

it("waits as long as the real model would, and never more than twelve seconds", () => {
  for (const { id } of models) {
    const ms = of(id, { tier: "4K", quality: "max" });
    expect(ms).toBeGreaterThan(1000);
    expect(ms).toBeLessThanOrEqual(12_000);
  }
  expect(of("black-forest-labs/flux.2-klein-4b")).toBeLessThan(of("sourceful/riverflow-v2.5-pro"));
});

it("waits equally long for the same wish, and differently for others", () => {
  const waits = Array.from({ length: 20 }, (_, i) => of("openai/gpt-image-2", {}, `take ${i}`));
  expect(waits[0]).toBe(of("openai/gpt-image-2"));
  expect(new Set(waits).size).toBeGreaterThan(15);
});

it("lets a model think longer where that is asked for", () => {
  const model = findModel("sourceful/riverflow-v2.5-fast") as Model;
  const thinking = (thinks: boolean, effort: string) =>
    realisticMs(
      { ...usual, effort, model: { ...model, behavior: { ...model.behavior, seconds: 2, thinks } } },
      "take 0",
    );
  expect(thinking(true, "low")).toBeLessThan(thinking(true, "medium"));
  expect(thinking(true, "high")).toBeGreaterThan(thinking(true, "medium"));
  expect(thinking(false, "high")).toBe(thinking(false, "low"));
});

import { expect, test } from "vitest";
import { chosenModels, wishOf } from "@/app/(studio)/studio/_components/wish";
import { type Draft, draftOf, NEW_DRAFT } from "@/components/draft/draft";
import type { GenerationDto } from "@/lib/generations/schema";
import type { Capabilities, Model } from "@/lib/models/schema";
import { endpoint, model as listed } from "../models/models";

function model(id: string, capabilities: Capabilities, usd: number | null = 0.04): Model {
  const prices = [{ billable: "output_image", unit: "image", usd }];
  return listed([endpoint(capabilities, prices, "maker")], { id, name: `Maker: ${id}` });
}

const RATIOS: Capabilities = { aspect_ratio: { type: "enum", values: ["1:1", "16:9"] } };
const plain = model("plain", {});
const wide = model("wide", { ...RATIOS, seed: { type: "boolean" } });
const many = model("many", { ...RATIOS, n: { type: "range", min: 1, max: 4 } });

const draft = (change: Partial<Draft>): Draft => ({ ...NEW_DRAFT, prompt: "a lamp", ...change });

test("each model gets what it can of the wish, and what it goes without is told", () => {
  const wish = wishOf(draft({ wanted: { aspectRatio: "16:9", seed: 7 } }), [wide, plain]);
  expect(wish.parts.map(({ settings }) => settings)).toEqual([{ aspectRatio: "16:9", seed: 7, n: 1 }, { n: 1 }]);
  expect(wish.dropped.map(({ model, field }) => [model.id, field])).toEqual([
    ["plain", "aspectRatio"],
    ["plain", "seed"],
  ]);
  expect(wish.problems).toEqual([]);
});

test("several pictures are one request where the model can, else one request each", () => {
  const count = (models: Model[]) => wishOf(draft({ count: 3 }), models).parts.map(({ settings }) => settings.n);
  expect(count([many])).toEqual([3]);
  expect(count([plain])).toEqual([1, 1, 1]);
});

test("the price is the sum of what is known, and names the models whose price is not", () => {
  const unpriced = model("unpriced", {}, null);
  const wish = wishOf(draft({ count: 2 }), [plain, unpriced]);
  expect(wish.total).toEqual({ low: 80_000_000, high: 80_000_000 });
  expect(wish.unpriced).toEqual([unpriced]);
  expect(wishOf(draft({}), [unpriced]).total).toBeNull();
});

test("what cannot be sent is said before it is sent", () => {
  const fields = (change: Partial<Draft>, models: Model[]) =>
    wishOf(draft(change), models).problems.map(({ field }) => field);
  expect(fields({}, [])).toEqual(["model"]);
  expect(fields({ prompt: "x".repeat(20_001) }, [plain])).toEqual(["prompt"]);
  expect(fields({ references: [{ id: "r", imageId: null, width: 1, height: 1, thumbhash: null }] }, [plain])).toEqual([
    "references",
  ]);
  expect(
    fields(
      { count: 8 },
      Array.from({ length: 9 }, (_, i) => model(`m${i}`, {})),
    ),
  ).toEqual(["count"]);
});

test("somebody who never chose gets the default model, somebody who chose none gets none", () => {
  const models = [plain, wide];
  expect(chosenModels(draft({ models: null }), models, "wide")).toEqual([wide]);
  expect(chosenModels(draft({ models: [] }), models, "wide")).toEqual([]);
  expect(chosenModels(draft({ models: ["gone", "plain"] }), models, "wide")).toEqual([plain]);
});

test("a recipe comes back as the wish it was: all models, the whole settings, the count of each", () => {
  const made = (model: string, settings: GenerationDto["settings"]) =>
    ({ prompt: "a lamp", model, settings, references: [] }) as unknown as GenerationDto;
  expect(
    draftOf([made("wide", { aspectRatio: "16:9", seed: 7, n: 1 }), made("plain", { n: 1 }), made("plain", { n: 1 })]),
  ).toEqual({
    prompt: "a lamp",
    models: ["wide", "plain"],
    wanted: { aspectRatio: "16:9", seed: 7 },
    count: 2,
    references: [],
  });
});

import { expect, it } from "vitest";
import { defaultModel } from "@/lib/models/default-model";
import type { Model } from "@/lib/models/schema";
import { endpoint, model, oneOf, realModel, realModels, upTo } from "./models";

const TEN = oneOf("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

const priced = (id: string, usd: number | null, more: Partial<Model> = {}, capabilities = { aspect_ratio: TEN }) =>
  model([endpoint(capabilities, [{ billable: "output_image", unit: "image", usd }])], { id, ...more });

it("starts newcomers with the cheapest of today's models that does all ten ratios", () => {
  expect(defaultModel(realModels)?.id).toBe("bytedance-seed/seedream-5-0-flash");
});

it("prefers the newer of two equally cheap ones", () => {
  const models = [priced("a/old", 0.02, { created: 1 }), priced("a/new", 0.02, { created: 2 }), priced("a/dear", 0.03)];
  expect(defaultModel(models)?.id).toBe("a/new");
});

it("passes over models that nobody serves, that were shut down, that need a reference or lack a ratio", () => {
  const models = [
    priced("a/unserved", 0.01, { endpoints: [] }),
    { ...realModel("google/gemini-2.5-flash-image"), created: 9e9 },
    priced("a/needs-one", 0.01, {}, { aspect_ratio: TEN, input_references: upTo(4, 1) } as never),
    priced("a/square", 0.01, {}, { aspect_ratio: oneOf("1:1") }),
    priced("a/plain", 0.5),
  ];
  expect(defaultModel(models)?.id).toBe("a/plain");
});

it("passes over models that have ended, that somebody added by their id, and that are on chat alone", () => {
  const chat = { ...endpoint({ aspect_ratio: TEN }), transport: "chat" as const };
  const models = [
    priced("a/ended", 0.01, { expires: "2026-10-02" }),
    priced("a/added", 0.01, { listed: false }),
    priced("a/chat", 0.01, { endpoints: [chat] }),
    priced("a/ending", 0.5, { expires: "2026-12-01" }),
  ];
  expect(defaultModel(models, new Date("2026-11-21"))?.id).toBe("a/ending");
  expect(defaultModel(models.slice(0, 3), new Date("2026-11-21"))?.id).toBe("a/chat");
});

it("takes a known price before an unknown one, and an unknown one before none", () => {
  expect(defaultModel([priced("a/unknown", null), priced("a/known", 0.5)])?.id).toBe("a/known");
  expect(defaultModel([priced("a/unknown", null)])?.id).toBe("a/unknown");
});

it("takes what there is where no model does all ratios, and is null where there is nothing", () => {
  expect(defaultModel([priced("a/square", 0.01, {}, { aspect_ratio: oneOf("1:1") })])?.id).toBe("a/square");
  expect(defaultModel([])).toBeNull();
});

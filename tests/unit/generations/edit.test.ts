import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editingModels, editModel } from "@/lib/generations/edit-model";
import { planEdit } from "@/lib/generations/edit-plan";
import { editPrompt } from "@/lib/generations/edit-prompt";
import { nearestRatio, withEditRatio } from "@/lib/generations/edit-ratio";
import { maskSize } from "@/lib/generations/mask-size";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { threadOf } from "@/lib/generations/thread";
import { ratioOf } from "@/lib/models/dimensions";
import { endpoint, model, oneOf, realModel, realModels, upTo } from "../models/models";

const RATIOS = ["1:1", "2:3", "3:2", "9:16", "16:9", "auto"];

describe("the ratio of an edit", () => {
  it.each([
    [1376, 768, "16:9"],
    [1000, 1000, "1:1"],
    [853, 1280, "2:3"],
    [300, 3000, "9:16"],
    [3000, 300, "16:9"],
  ])("of %i × %i pixels is %s", (width, height, ratio) => {
    expect(nearestRatio(RATIOS, width / height)).toBe(ratio);
  });

  it("is one that is declared, and none declared is nearer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (width, height) => {
        const far = (ratio: string) => Math.abs(Math.log((ratioOf(ratio) ?? 0) / (width / height)));
        const chosen = nearestRatio(RATIOS, width / height) ?? "";
        for (const ratio of RATIOS.filter(ratioOf)) expect(far(chosen)).toBeLessThanOrEqual(far(ratio));
      }),
    );
  });

  it("is sent where none was chosen, and left out by a model that has none", () => {
    const references = { input_references: upTo(4) };
    const able = model([endpoint({ ...references, aspect_ratio: oneOf(...RATIOS) })]);
    const size = { width: 1376, height: 768 };
    expect(withEditRatio(able, { n: 1 }, 1, size)).toEqual({ n: 1, aspectRatio: "16:9" });
    expect(withEditRatio(able, { n: 1, aspectRatio: "1:1" }, 1, size)).toEqual({ n: 1, aspectRatio: "1:1" });
    expect(withEditRatio(able, { n: 1, size: "64x64" }, 1, size)).toEqual({ n: 1, size: "64x64" });
    expect(withEditRatio(model([endpoint(references)]), { n: 1 }, 1, size)).toEqual({ n: 1 });
  });
});

describe("the prompt of an edit", () => {
  it("is the person's own, unless an area is marked", () => {
    expect(editPrompt("make it dusk", ["picture", "picture"])).toBe("make it dusk");
  });

  it("says which picture shows the area", () => {
    const prompt = editPrompt("a balloon", ["picture", "picture", "marked"]);
    expect(prompt).toMatch(/^a balloon\n\nImage 1 is the picture to edit\. Image 3 is the same picture/);
  });
});

it("a mask has the picture's shape and at most 2,048 pixels an edge", () => {
  expect(maskSize({ width: 4096, height: 2304 })).toEqual({ width: 2048, height: 1152 });
  expect(maskSize({ width: 300, height: 200 })).toEqual({ width: 300, height: 200 });
  expect(maskSize({ width: 9000, height: 1 })).toEqual({ width: 2048, height: 1 });
});

describe("the model of an edit", () => {
  it("is the one that made the picture, where it can be shown one, else one that can", () => {
    expect(editModel(realModels, "openai/gpt-image-2")?.id).toBe("openai/gpt-image-2");
    const blind = realModels.find((one) => !editingModels(realModels).includes(one));
    expect(blind).toBeDefined();
    expect(editingModels(realModels)).toContain(editModel(realModels, blind?.id ?? ""));
    expect(editModel([], "openai/gpt-image-2")).toBeNull();
  });
});

describe("the plan of an edit", () => {
  const size = { width: 1376, height: 768 };

  it("keeps shape, resolution and quality as far as the model can, and prices every request", () => {
    const gemini = realModel("google/gemini-3.1-flash-image");
    const made = { resolution: "2K", quality: "high" };
    const plan = planEdit({ model: gemini, made, size, references: 1, masked: false, count: 3 });
    expect(plan.parts.map(({ settings }) => settings)).toEqual(
      Array(3).fill({ n: 1, aspectRatio: "16:9", resolution: "2K" }),
    );
    const one = plan.parts[0]?.estimate;
    expect(plan.price).toEqual({ low: 3 * (one?.low ?? 0), high: 3 * (one?.high ?? 0) });
    expect(plan.problems).toEqual([]);
  });

  it("says which pictures are counted where they are too many", () => {
    const single = model([endpoint({ input_references: upTo(1) })]);
    const plan = planEdit({ model: single, made: {}, size, references: 2, masked: true, count: 1 });
    expect(plan.problems).toEqual([
      "Model takes at most 1 reference image; 2 were given. The picture and its copy with the painted area are two of them.",
    ]);
  });
});

it("the thread of a line tells of each version what it was made of", () => {
  const made = (id: string, of: string | null, ...images: string[]) =>
    ({
      id,
      edit: of === null ? null : { imageId: of, rootImageId: "a", maskId: null },
      images: images.map((image) => ({ id: image }) as ImageDto),
    }) as GenerationDto;
  const edits = [
    made("1", "a", "b"),
    made("2", "b"),
    made("3", "b", "c", "d"),
    made("4", "a", "e"),
    made("5", null, "f"),
  ];
  const root = { image: { id: "a" } as ImageDto, generation: made("0", null, "a", "z") };
  expect(threadOf({ root, edits }).map(({ number, parent, images }) => [number, parent, images.length])).toEqual([
    [1, null, 1],
    [2, 1, 1],
    [3, 2, 0],
    [4, 2, 2],
    [5, 1, 1],
    [6, null, 1],
  ]);
  expect(threadOf({ root: null, edits: [made("1", "gone", "b")] })[0]).toMatchObject({ number: 1, parent: null });
});

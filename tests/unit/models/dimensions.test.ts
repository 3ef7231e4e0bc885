import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeOf, expectedSize, ratioOf } from "@/lib/models/dimensions";
import { realModel, realModels } from "./models";

describe("the pixels to expect", () => {
  it.each([
    ["google/gemini-2.5-flash-image", { aspectRatio: "16:9", n: 1 }, 1344, 768],
    ["google/gemini-3.1-flash-image", { aspectRatio: "16:9", n: 1 }, 1376, 768],
    ["google/gemini-3.1-flash-image", { aspectRatio: "16:9", resolution: "4K", n: 1 }, 5504, 3072],
    ["google/gemini-3.1-flash-image", { aspectRatio: "5:4", resolution: "512", n: 1 }, 576, 464],
    ["google/gemini-3.1-flash-image", { aspectRatio: "1:8", n: 1 }, 384, 3072],
    ["openai/gpt-image-2", { aspectRatio: "16:9", n: 1 }, 1536, 864],
    ["openai/gpt-image-2", { aspectRatio: "2:3", n: 1 }, 1024, 1536],
    ["openai/gpt-image-2.5-sunburst", { size: "2560x1440", n: 1 }, 2560, 1440],
    ["black-forest-labs/flux.2-pro", { aspectRatio: "1:1", n: 1 }, 1024, 1024],
    ["black-forest-labs/flux.2-pro", { aspectRatio: "16:9", n: 1 }, 1360, 768],
    ["bytedance-seed/seedream-5-0-lite", { aspectRatio: "1:1", n: 1 }, 2048, 2048],
    ["recraft/recraft-v4-pro", { aspectRatio: "1:1", n: 1 }, 2048, 2048],
  ])("of %s with %j are %i × %i", (id, settings, width, height) => {
    expect(expectedSize(realModel(id), settings)).toEqual({ width, height });
  });

  it("are not known where the model chooses the shape", () => {
    expect(expectedSize(realModel("openai/gpt-image-2"), { aspectRatio: "auto", n: 1 })).toBeNull();
  });

  it("have the ratio that was asked for, give or take the grid, for every model and ratio", () => {
    const asked = realModels.flatMap((model) => {
      const ratios = model.capabilities.aspect_ratio;
      return ratios?.type === "enum" ? ratios.values.map((aspectRatio) => ({ model, aspectRatio })) : [];
    });
    for (const { model, aspectRatio } of asked) {
      const size = expectedSize(model, { aspectRatio, n: 1 });
      const ratio = ratioOf(aspectRatio);
      if (ratio === null) expect(size).toBeNull();
      else expect((size?.width ?? 0) / (size?.height ?? 1) / ratio, `${model.id} ${aspectRatio}`).toBeCloseTo(1, 1);
    }
  });
});

describe("a ratio", () => {
  it("is width by height, and nothing for auto, nonsense and zero", () => {
    expect(ratioOf("16:9")).toBeCloseTo(1.7778, 3);
    expect(ratioOf("9:19.5")).toBeCloseTo(0.4615, 3);
    for (const text of ["auto", "", "16", "0:9", "9:0", "-1:2", "a:b"]) expect(ratioOf(text), text).toBeNull();
  });

  it("is a positive number or null, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ratio = ratioOf(text);
        expect(ratio === null || (Number.isFinite(ratio) && ratio > 0)).toBe(true);
      }),
    );
  });
});

it("reads a tier's edge in pixels", () => {
  expect(["512", "1K", "1.5K", "4K", "8k", "huge", "0"].map(edgeOf)).toEqual([512, 1024, 1536, 4096, 8192, null, null]);
});

import { expect, test } from "vitest";
import { mismatches } from "@/lib/generations/mismatch";
import type { ImageDto, Settings } from "@/lib/generations/schema";
import { expectedSize } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import { realModel, realModels } from "../models/models";

const MODEL = { id: "maker/model", capabilities: {} } as Model;

function image(width: number | null, height: number | null, mediaType = "image/png"): ImageDto {
  return {
    id: "i",
    generationId: "g",
    width,
    height,
    mediaType,
    bytes: 1,
    sha256: "",
    thumbhash: null,
    favorite: false,
    composited: false,
    createdAt: "",
    trashedAt: null,
  };
}

/** What the picture does not keep to. */
const missed = (picture: ImageDto, settings: Partial<Settings>, model: Model | undefined = MODEL) =>
  mismatches(picture, { n: 1, ...settings }, model).map(({ asked }) => asked);

test("a ratio rounded to whole blocks of pixels is the ratio that was asked for", () => {
  expect(missed(image(1344, 768), { aspectRatio: "16:9" })).toEqual([]);
  expect(missed(image(1024, 1024), { aspectRatio: "16:9" })).toEqual(["16:9"]);
});

test("the published pixels of every model and ratio are what was asked for", () => {
  for (const model of realModels) {
    const ratios = model.capabilities.aspect_ratio;
    for (const aspectRatio of ratios?.type === "enum" ? ratios.values : []) {
      const size = expectedSize(model, { aspectRatio, n: 1 });
      if (size) expect(missed(image(size.width, size.height), { aspectRatio }, model), model.id).toEqual([]);
    }
  }
  // Three percent off, and documented so.
  expect(missed(image(864, 1184), { aspectRatio: "3:4" }, realModel("google/gemini-2.5-flash-image"))).toEqual([]);
  expect(missed(image(864, 1184), { aspectRatio: "3:4" })).toEqual(["3:4"]);
});

test("a quarter of the pixels is another resolution", () => {
  expect(missed(image(2048, 2048), { resolution: "4K" })).toEqual(["4K"]);
  expect(missed(image(4000, 4000), { resolution: "4K" })).toEqual([]);
});

test("super resolution keeps the size of its picture, whatever the resolution", () => {
  const superResolution = ["https://example.com/detail.png"];
  expect(missed(image(512, 512), { resolution: "4K", superResolution })).toEqual([]);
});

test("a size in pixels is kept to the pixel", () => {
  expect(missed(image(1536, 864), { size: "1536x864" })).toEqual([]);
  expect(missed(image(1536, 1024), { size: "1536x864" })).toEqual(["1536×864"]);
});

test("another file format than the one asked for is said", () => {
  expect(missed(image(64, 64, "image/jpeg"), { outputFormat: "png" })).toEqual(["PNG"]);
  expect(missed(image(64, 64, "image/jpeg"), { outputFormat: "jpg" })).toEqual([]);
  expect(missed(image(64, 64, "image/svg+xml"), { outputFormat: "svg" })).toEqual([]);
});

test("a JPEG has no transparent background", () => {
  expect(missed(image(64, 64, "image/jpeg"), { background: "transparent" })).toEqual(["transparent"]);
  expect(missed(image(64, 64, "image/png"), { background: "transparent" })).toEqual([]);
  expect(missed(image(64, 64, "image/jpeg"), { background: "opaque" })).toEqual([]);
});

test("nothing that was not asked for can be missed", () => {
  expect(missed(image(700, 300, "image/webp"), {}, undefined)).toEqual([]);
  expect(missed(image(null, null), { aspectRatio: "16:9", size: "8x8" })).toEqual([]);
});

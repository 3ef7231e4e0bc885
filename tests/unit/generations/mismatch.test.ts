import { expect, test } from "vitest";
import { mismatches } from "@/lib/generations/mismatch";
import type { ImageDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";

const MODEL = { id: "maker/model" } as Model;

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
    createdAt: "",
    trashedAt: null,
  };
}

test("a ratio rounded to whole blocks of pixels is the ratio that was asked for", () => {
  expect(mismatches(image(1344, 768), { aspectRatio: "16:9", n: 1 }, MODEL)).toEqual([]);
  expect(mismatches(image(1024, 1024), { aspectRatio: "16:9", n: 1 }, MODEL)).toEqual(["not 16:9"]);
});

test("a quarter of the pixels is another resolution", () => {
  expect(mismatches(image(2048, 2048), { resolution: "4K", n: 1 }, MODEL)).toEqual(["not 4K"]);
  expect(mismatches(image(4000, 4000), { resolution: "4K", n: 1 }, MODEL)).toEqual([]);
});

test("another file format than the one asked for is said", () => {
  expect(mismatches(image(64, 64, "image/jpeg"), { outputFormat: "png", n: 1 }, MODEL)).toEqual(["not PNG"]);
  expect(mismatches(image(64, 64, "image/jpeg"), { outputFormat: "jpg", n: 1 }, MODEL)).toEqual([]);
  expect(mismatches(image(64, 64, "image/svg+xml"), { outputFormat: "svg", n: 1 }, MODEL)).toEqual([]);
});

test("nothing that was not asked for can be missed", () => {
  expect(mismatches(image(700, 300, "image/webp"), { n: 1 }, undefined)).toEqual([]);
  expect(mismatches(image(null, null), { aspectRatio: "16:9", n: 1 }, MODEL)).toEqual([]);
});

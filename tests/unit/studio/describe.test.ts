import { expect, test } from "vitest";
import { hintsOf, missing } from "@/app/(studio)/studio/_components/describe";
import { endpoint, model } from "../models/models";

const ratios = { aspect_ratio: { type: "enum" as const, values: ["1:1", "16:9", "auto"] } };
const wide = model([endpoint(ratios, [], "maker")]);

test("a model's line counts the ratios that can be chosen: auto leaves it to the model", () => {
  expect(hintsOf(wide)).toMatch(/^2 ratios/);
});

test("the reason for a dimmed control reads well for one model and for several", () => {
  expect(missing([wide, wide], "aspect ratio", false)).toBe("The chosen models take no aspect ratio.");
  expect(missing([wide], "resolution", false)).toMatch(/ takes no resolution\.$/);
  expect(missing([], "resolution", false)).toBe("Choose a model first.");
});

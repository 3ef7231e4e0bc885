import { expect, it } from "vitest";
import { planGenerations } from "@/lib/generations/plan";
import type { Model } from "@/lib/models/schema";
import { endpoint, model, upTo } from "../models/models";

const sizes = (of: Model, count: number) => planGenerations(of, count, {}).map(({ n }) => n);

it("asks one picture of each request where the model declares nothing else", () => {
  expect(sizes(model([endpoint({})]), 3)).toEqual([1, 1, 1]);
});

it("fills requests to the model's most, ten at the utmost", () => {
  expect(sizes(model([endpoint({ n: upTo(4, 1) })]), 10)).toEqual([4, 4, 2]);
  expect(sizes(model([endpoint({ n: upTo(99, 1) })]), 12)).toEqual([10, 2]);
});

it("asks no more than every provider takes", () => {
  expect(sizes(model([endpoint({ n: upTo(6, 1) }), endpoint({ n: upTo(2, 1) })]), 5)).toEqual([2, 2, 1]);
});

it("counts a chosen seed up, so that no two requests pay for the same picture", () => {
  const plan = planGenerations(model([endpoint({})]), 3, { seed: 2 ** 31 - 2, quality: "high" });
  expect(plan.map(({ seed }) => seed)).toEqual([2 ** 31 - 2, 2 ** 31 - 1, 0]);
  expect(plan.every(({ quality }) => quality === "high")).toBe(true);
});

import { expect, it } from "vitest";
import { planGenerations } from "@/lib/generations/plan";
import { endpoint, model, upTo } from "../models/models";

it("asks one picture of each request where the model declares nothing else", () => {
  expect(planGenerations(model([endpoint({})]), 3)).toEqual([1, 1, 1]);
});

it("fills requests to the model's most, ten at the utmost", () => {
  expect(planGenerations(model([endpoint({ n: upTo(4, 1) })]), 10)).toEqual([4, 4, 2]);
  expect(planGenerations(model([endpoint({ n: upTo(99, 1) })]), 12)).toEqual([10, 2]);
});

it("asks no more than every provider takes", () => {
  expect(planGenerations(model([endpoint({ n: upTo(6, 1) }), endpoint({ n: upTo(2, 1) })]), 5)).toEqual([2, 2, 1]);
});

import { describe, expect, it } from "vitest";
import { isShown, rowsOf, sorted } from "@/app/(studio)/models/_components/rows";
import { parseView, SORTS, type View, viewAddress } from "@/app/(studio)/models/_components/view";
import type { ModelStats } from "@/lib/generations/model-stats";
import { realModels } from "../models/models";

const PLAIN = parseView(new URLSearchParams());
const list = { models: realModels, fetchedAt: null, newModels: [], defaultModel: null, sandbox: false };
const rows = (stats: Record<string, ModelStats> = {}, view: Partial<View> = {}) =>
  rowsOf(list, stats, { ...PLAIN, ...view });
const shown = (view: Partial<View>) => rows().filter((row) => isShown(row, { ...PLAIN, ...view }));

describe("the address of the page", () => {
  it("is plain while nothing is chosen, and gives back all that is", () => {
    expect(viewAddress(PLAIN)).toBe("/models");
    const view: View = {
      q: "nano banana",
      maker: "Google",
      has: ["references", "seed"],
      resolution: "2K",
      aspectRatio: "16:9",
      sort: "since",
      descending: true,
    };
    expect(parseView(new URL(viewAddress(view), "http://x").searchParams)).toEqual(view);
  });

  it("means nothing by what it does not know", () => {
    expect(parseView(new URLSearchParams("sort=charm:desc&has=wings&has=seed&q="))).toEqual({
      ...PLAIN,
      has: ["seed"],
      descending: true,
    });
  });
});

describe("filters", () => {
  it("find models by all words of a name or an id, in any order", () => {
    expect(shown({ q: "BANANA pro" }).map(({ model }) => model.id)).toEqual(["google/gemini-3-pro-image"]);
    expect(shown({ q: "bytedance-seed/seedream-4.5" })).toHaveLength(1);
    expect(shown({ q: "no such model" })).toEqual([]);
  });

  it("keep the models of a maker that can do all that is asked", () => {
    const found = shown({ maker: "OpenAI", has: ["transparent", "streams"] });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ maker, facts }) => maker === "OpenAI" && facts.transparent && facts.streams)).toBe(true);
    expect(shown({ maker: "OpenAI", has: ["seed"] })).toEqual([]);
  });
});

describe("the order", () => {
  it("turns round, but for the models that have no value, which come last", () => {
    const prices = (descending: boolean) =>
      sorted(rows(), "price", descending).map(({ price }) => ("low" in price ? price.low + price.high : null));
    for (const descending of [false, true]) {
      const all = prices(descending);
      const known = all.filter((price) => price !== null);
      expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
      expect(all.slice(known.length).every((price) => price === null)).toBe(true);
      expect(all.length).toBeGreaterThan(known.length);
    }
  });

  it("follows the price of the size that is chosen", () => {
    const [first] = sorted(rows({}, { resolution: "4K" }), "price", false);
    expect(first?.facts.largest).toBe("4K");
  });

  it("goes by how often a model refused, not by how often it was asked", () => {
    const stats = {
      "google/gemini-3-pro-image": { ended: 100, refused: 5, seconds: 15 },
      "openai/gpt-image-2": { ended: 4, refused: 1, seconds: 90 },
    };
    const ids = (sort: "refused" | "seconds", descending: boolean) =>
      sorted(rows(stats), sort, descending)
        .slice(0, 2)
        .map(({ model }) => model.id);
    expect(ids("refused", true)).toEqual(["openai/gpt-image-2", "google/gemini-3-pro-image"]);
    expect(ids("seconds", false)).toEqual(["google/gemini-3-pro-image", "openai/gpt-image-2"]);
  });

  it.each(SORTS)("by %s keeps every model once", (sort) => {
    const ids = sorted(rows(), sort, true).map(({ model }) => model.id);
    expect(ids.toSorted()).toEqual(realModels.map(({ id }) => id).toSorted());
  });
});

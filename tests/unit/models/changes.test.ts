import { describe, expect, it } from "vitest";
import { changesBetween } from "@/lib/models/changes";
import type { Model } from "@/lib/models/schema";
import { endpoint, model, oneOf } from "./models";

const at = (usd: number | null, more: Partial<Model> = {}) =>
  model([endpoint({}, [{ billable: "output_image", unit: "image", usd }])], more);

const tiers = (base: number, large: number) =>
  model([
    endpoint({ resolution: oneOf("1K", "2K") }, [
      { billable: "output_image", unit: "image", usd: base },
      { billable: "output_image", unit: "image", usd: large, variant: "2k" },
    ]),
  ]);

const kinds = (before: Model[], after: Model[]) =>
  changesBetween(before, after).map(({ kind, detail }) => [kind, detail]);

describe("what changed between two lists", () => {
  it("names a model that came, with its price, and one that went", () => {
    const [old, fresh] = [at(0.04, { id: "a/old", name: "A: Old" }), at(0.05, { id: "a/new", name: "A: New" })];
    expect(changesBetween([old], [fresh])).toEqual([
      { modelId: "a/new", name: "A: New", kind: "new", detail: "$0.05 a picture" },
      { modelId: "a/old", name: "A: Old", kind: "gone", detail: "" },
    ]);
    expect(kinds([], [at(null)])).toEqual([["new", ""]]);
  });

  it("says the prices before and after, of each resolution that has its own", () => {
    expect(kinds([at(0.04)], [at(0.05)])).toEqual([["repriced", "$0.04 → $0.05 a picture"]]);
    expect(kinds([tiers(0.04, 0.08)], [tiers(0.04, 0.1)])).toEqual([["repriced", "$0.08 → $0.10 a picture in 2K"]]);
    expect(kinds([tiers(0.04, 0.08)], [tiers(0.05, 0.1)])).toEqual([
      ["repriced", "$0.04 → $0.05 a picture, $0.08 → $0.10 a picture in 2K"],
    ]);
  });

  it("takes a price that was not known, or is not known now, for no change", () => {
    expect(kinds([at(null)], [at(0.05)])).toEqual([]);
    expect(kinds([at(0.05)], [at(null)])).toEqual([]);
    expect(kinds([at(0.05)], [at(0.05, { description: "Told better." })])).toEqual([]);
  });

  it("says the day on which a model ends, once, and again when it is moved", () => {
    const ending = at(0.04, { expires: "2026-12-01" });
    expect(kinds([at(0.04)], [ending])).toEqual([["ends", "2026-12-01"]]);
    expect(kinds([ending], [ending])).toEqual([]);
    expect(kinds([ending], [at(0.04, { expires: "2027-01-01" })])).toEqual([["ends", "2027-01-01"]]);
    expect(kinds([ending], [at(0.04)])).toEqual([]);
  });

  it("leaves out models that were added by their id, until a list names them", () => {
    const added = at(0.04, { listed: false });
    expect(kinds([], [added])).toEqual([]);
    expect(kinds([added], [])).toEqual([]);
    expect(kinds([added], [at(0.05)])).toEqual([["new", "$0.05 a picture"]]);
  });
});

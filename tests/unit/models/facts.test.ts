import { describe, expect, it } from "vitest";
import { descriptorText, factsOf, priceFor, priceLineText } from "@/lib/models/facts";
import { endpoint, model, oneOf, realModel, realModels, upTo } from "./models";

describe("what a model can do", () => {
  it("is told from its descriptors", () => {
    const able = model([
      endpoint(
        {
          resolution: oneOf("4K", "1K"),
          aspect_ratio: oneOf("auto", "16:9", "9:16"),
          input_references: upTo(5, 1),
          n: upTo(6, 1),
          output_format: oneOf("png", "webp"),
          background: oneOf("auto", "transparent"),
          seed: { type: "boolean" },
        },
        [],
        "north",
      ),
      { ...endpoint({}, [], "south"), streaming: true },
      { ...endpoint({}, [], ""), transport: "chat", streaming: true },
    ]);
    expect(factsOf(able)).toMatchObject({
      largest: "4K",
      ratios: ["9:16", "16:9"],
      references: { min: 1, max: 5 },
      pictures: 6,
      formats: ["png", "webp"],
      transparent: true,
      seed: true,
      streams: true,
      imageApi: true,
      chat: true,
      providers: ["north", "south"],
    });
  });

  it("is nothing beyond a prompt where nothing is declared, and partial pictures are the Image API's alone", () => {
    expect(factsOf(model([{ ...endpoint({}, [], ""), transport: "chat", streaming: true }]))).toEqual({
      largest: null,
      ratios: [],
      references: { min: 0, max: 0 },
      pictures: 1,
      formats: [],
      transparent: false,
      seed: false,
      streams: false,
      imageApi: false,
      chat: true,
      providers: [],
    });
  });
});

describe("the price of a size that is chosen", () => {
  it("is that of the resolution", () => {
    const banana = realModel("google/gemini-3.1-flash-image");
    const [small, large] = [priceFor(banana, { resolution: "1K" }), priceFor(banana, { resolution: "4K" })];
    expect("low" in small && "low" in large && large.low > small.high).toBe(true);
  });

  it("says why there is none", () => {
    const flux = realModel("black-forest-labs/flux.2-pro");
    expect(priceFor(flux, { resolution: "4K" })).toEqual({ reason: "no 4K" });
    expect(priceFor(flux, { aspectRatio: "1:8" })).toEqual({ reason: "no 1:8" });
    expect(priceFor(realModel("meta/muse-image"), {})).toEqual({ reason: "not served" });
    expect(priceFor(realModel("krea/krea-2-large"), {})).toEqual({ reason: "not known" });
  });

  it("counts a model that has no resolutions to choose at the one it draws", () => {
    const flux = realModel("black-forest-labs/flux.2-pro");
    expect(priceFor(flux, { resolution: "1K" })).toEqual(priceFor(flux, {}));
  });

  it("is a price or a reason for every model at every size", () => {
    for (const one of realModels) {
      for (const resolution of ["1K", "4K", "9K"]) {
        expect(Object.keys(priceFor(one, { resolution, aspectRatio: "16:9" })).join()).toMatch(/^(low,high|reason)$/);
      }
    }
  });
});

it("shows a descriptor of every type, also of one that is not known", () => {
  expect(descriptorText(oneOf("a", "b"))).toBe("a, b");
  expect(descriptorText(upTo(14))).toBe("0–14");
  expect(descriptorText(upTo(1, 1))).toBe("1");
  expect(descriptorText({ type: "boolean" })).toBe("yes");
  expect(descriptorText({ type: "unknown", text: '{"type":"spiral"}' })).toBe('{"type":"spiral"}');
  expect(descriptorText({ type: "unknown", text: "" })).toBe("not readable");
});

it("shows a line of a price list as it is declared", () => {
  const line = { billable: "output_image", unit: "token", usd: 0.00006 };
  expect(priceLineText(line)).toEqual({ what: "Picture", price: "$60 / million tokens" });
  expect(priceLineText({ ...line, unit: "image", usd: 0.09, variant: "high_resolution" })).toEqual({
    what: "Picture, high resolution",
    price: "$0.09 / image",
  });
  expect(priceLineText({ billable: "output_hologram", unit: "cubic_inch", usd: null })).toEqual({
    what: "Output hologram",
    price: "not declared",
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choices, endpointsFor, problems, referenceRange, settingsFor, supports } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { PARAMETERS, type Parameter } from "@/lib/models/parameters";
import type { Capabilities, Descriptor, Model } from "@/lib/models/schema";
import { endpoint, model, oneOf, realModel, realModels, upTo } from "./models";

const values = fc.constantFrom("1:1", "16:9", "auto", "1K", "4K", "high", "png", "1024x1024", "");
const descriptor: fc.Arbitrary<Descriptor> = fc.oneof(
  fc.record({ type: fc.constant("enum" as const), values: fc.array(fc.oneof(values, fc.string())) }),
  fc.record({ type: fc.constant("range" as const), min: fc.double(), max: fc.double() }),
  fc.record({ type: fc.constant("boolean" as const) }),
  fc.record({ type: fc.constant("unknown" as const), text: fc.string() }),
);
const wireNames = fc.constantFrom(...Object.values(PARAMETERS).map(({ wire }) => wire), "angle", "__proto__");
const capabilities: fc.Arbitrary<Capabilities> = fc.dictionary(wireNames, descriptor);
const wildModel: fc.Arbitrary<Model> = fc
  .record({ own: capabilities, offers: fc.array(capabilities, { maxLength: 3 }) })
  .map(({ own, offers }) =>
    model(
      offers.map((offer) => endpoint(offer)),
      { capabilities: own },
    ),
  );
const wanted = fc.record(
  {
    aspectRatio: values,
    resolution: values,
    size: fc.constant("1024x1024"),
    quality: values,
    outputFormat: values,
    background: values,
    seed: fc.nat(),
    n: fc.integer({ min: 1, max: 10 }),
  },
  { requiredKeys: ["n"] },
);

describe("what may be chosen", () => {
  it("is the union over the models, ratios from tall to wide with auto first, and says who takes each", () => {
    const flux = realModel("black-forest-labs/flux.2-pro");
    const gemini = realModel("google/gemini-3.1-flash-image");
    const ratios = choices([flux, gemini], "aspectRatio");
    expect(ratios.map(({ value }) => value)).toEqual([
      ...["auto", "1:8", "1:4", "9:16", "2:3", "3:4", "4:5", "1:1"],
      ...["5:4", "4:3", "3:2", "16:9", "21:9", "4:1", "8:1"],
    ]);
    expect(ratios.find(({ value }) => value === "1:1")?.models).toEqual([flux.id, gemini.id]);
    expect(ratios.find(({ value }) => value === "8:1")?.models).toEqual([gemini.id]);
  });

  it("lists resolutions by size", () => {
    const models = [realModel("google/gemini-3.1-flash-image"), realModel("black-forest-labs/flux-3-image")];
    expect(choices(models, "resolution").map(({ value }) => value)).toEqual(["512", "768", "1K", "1.5K", "2K", "4K"]);
  });

  it("never throws, whatever a server describes", () => {
    fc.assert(
      fc.property(
        fc.array(wildModel, { maxLength: 3 }),
        fc.constantFrom(...(Object.keys(PARAMETERS) as Parameter[])),
        (models, parameter) => {
          const found = choices(models, parameter);
          expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
          for (const one of models) supports(one, parameter);
        },
      ),
    );
  });

  it("leaves out a descriptor of an unknown kind, which supports nothing", () => {
    const odd = model([endpoint({ quality: { type: "unknown", text: '{"type":"polar"}' } })]);
    expect(supports(odd, "quality")).toBe(false);
    expect(choices([odd], "quality")).toEqual([]);
  });
});

describe("carrying settings over to a model", () => {
  it("keeps what it takes and says what it drops", () => {
    const wish = { aspectRatio: "8:1", quality: "high", seed: 7, n: 4 };
    expect(settingsFor(realModel("google/gemini-3.1-flash-image"), wish)).toMatchObject({
      settings: { aspectRatio: "8:1", n: 1 },
      dropped: [
        { field: "quality", value: "high", reason: "Nano Banana 2 has no quality setting." },
        { field: "seed", value: "7", reason: "Nano Banana 2 has no seed setting." },
        expect.objectContaining({ field: "n", value: "4" }),
      ],
    });
  });

  it("drops what no provider takes together with the rest", () => {
    const split = model([endpoint({ aspect_ratio: oneOf("8:1") }), endpoint({ resolution: oneOf("4K") })]);
    const { settings, dropped } = settingsFor(split, { aspectRatio: "8:1", resolution: "4K", n: 1 });
    expect(settings).toEqual({ aspectRatio: "8:1", n: 1 });
    expect(dropped).toMatchObject([{ field: "resolution", reason: expect.stringMatching(/^No provider of Model/) }]);
  });

  it("never leaves a problem with the settings", () => {
    const allModels = fc.oneof(
      fc.constantFrom(...realModels),
      wildModel.filter((one) => one.endpoints.length > 0),
    );
    fc.assert(
      fc.property(allModels, wanted, (one, wish) => {
        const { settings } = settingsFor(one, wish);
        const fields = problems(one, settings, 0).map(({ field }) => field);
        // How many references are needed is no setting, and neither is whether anybody serves the model.
        expect(fields.filter((field) => field !== "references" && field !== "model")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a request that the model would refuse", () => {
  it.each([
    [
      "black-forest-labs/flux.2-pro",
      { aspectRatio: "1:8", n: 1 },
      0,
      "aspectRatio",
      /FLUX\.2 Pro .*1:8.* takes 1:1, 4:3/,
    ],
    [
      "black-forest-labs/flux.2-pro",
      { n: 1 },
      9,
      "references",
      "FLUX.2 Pro takes at most 8 reference images; 9 were given.",
    ],
    ["recraft/recraft-v4-styles", { n: 1 }, 0, "references", "Recraft V4 Styles needs at least 1 reference image."],
    ["recraft/recraft-v4.1-flash", { n: 1 }, 1, "references", "Recraft V4.1 Flash takes no reference images."],
    ["google/gemini-3.1-flash-image", { outputFormat: "webp", n: 1 }, 0, "outputFormat", /no format setting/],
    ["bytedance-seed/seedream-4.5", { seed: 1, resolution: "512", n: 1 }, 0, "resolution", /takes 1K, 2K, 4K/],
    ["recraft/recraft-v4.1", { n: 7 }, 0, "n", /from 1 to 6, not 7/],
    ["x-ai/grok-imagine-image-2.0", { quality: "auto", n: 1 }, 0, "quality", /takes low, medium/],
    ["meta/muse-image", { n: 1 }, 0, "model", /no provider serves it/],
    ["openai/gpt-image-2.5-flare", { size: "1536x864", aspectRatio: "16:9", n: 1 }, 0, "size", /goes without a ratio/],
  ])("%s %j with %i references is refused, naming %s", (id, settings, references, field, message) => {
    expect(problems(realModel(id), settings, references)).toEqual([
      { field, message: typeof message === "string" ? message : expect.stringMatching(message) },
    ]);
  });

  it("is refused when each value is taken by some provider and all by none", () => {
    const split = model([endpoint({ aspect_ratio: oneOf("8:1") }), endpoint({ resolution: oneOf("4K") })]);
    expect(problems(split, { aspectRatio: "8:1", resolution: "4K", n: 1 }, 0)).toEqual([
      { field: "settings", message: "No provider of Model takes all of this at once: 8:1, 4K." },
    ]);
  });
});

describe("the providers of a request", () => {
  it("are those that take all of it: Nano Banana Pro draws 4K at one of two", () => {
    const pro = realModel("google/gemini-3-pro-image");
    expect(endpointsFor(pro, { resolution: "4K", n: 1 }, 0).map(({ tag }) => tag)).toEqual(["google-ai-studio"]);
    expect(endpointsFor(pro, { resolution: "2K", n: 1 }, 14)).toHaveLength(2);
    expect(endpointsFor(pro, { resolution: "2K", n: 1 }, 15)).toEqual([]);
  });

  it("take the references that the model's range promises", () => {
    expect(referenceRange(realModel("recraft/recraft-v4-styles"))).toMatchObject({ min: 1, max: 10 });
    expect(referenceRange(model([endpoint({ n: upTo(4, 1) })]))).toEqual({ min: 0, max: 0 });
  });
});

describe("on the wire", () => {
  const wide = model([
    endpoint({ aspect_ratio: oneOf("16:9"), output_format: oneOf("png"), seed: { type: "boolean" }, n: upTo(4, 1) }),
  ]);

  it("are only the settings that were chosen, by OpenRouter's names, and no n for one picture", () => {
    const { body } = compose(wide, { aspectRatio: "16:9", outputFormat: "png", seed: 0, n: 1 }, 0);
    expect(body).toEqual({ aspect_ratio: "16:9", output_format: "png", seed: 0 });
    expect(compose(wide, { n: 3 }, 0).body).toEqual({ n: 3 });
  });
});

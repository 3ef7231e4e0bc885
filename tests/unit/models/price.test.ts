import { describe, expect, it } from "vitest";
import { estimate, pricePerPicture } from "@/lib/models/price";
import type { PriceLine } from "@/lib/models/schema";
import { toNano } from "@/lib/money";
import { endpoint, model, oneOf, realModel, upTo } from "./models";

const usd = (low: number, high = low) => ({ low: toNano(low), high: toNano(high) });
const perImage = (price: number | null, variant?: string): PriceLine => ({
  billable: "output_image",
  unit: "image",
  usd: price,
  ...(variant && { variant }),
});

describe("the price of one request", () => {
  it.each([
    ["bytedance-seed/seedream-4.5", { n: 4 }, 0, usd(0.16)],
    ["qwen/qwen-image-3-pro", { n: 1 }, 0, usd(0.04)],
    ["qwen/qwen-image-3-pro", { resolution: "2K", n: 1 }, 2, usd(0.081)],
    ["bytedance-seed/seedream-5-0-pro", { resolution: "1K", n: 1 }, 0, usd(0.045)],
    ["bytedance-seed/seedream-5-0-pro", { resolution: "2K", n: 1 }, 0, usd(0.045, 0.09)],
    ["x-ai/grok-imagine-image-2.0", { resolution: "2K", quality: "medium", n: 1 }, 0, usd(0.08)],
    ["x-ai/grok-imagine-image-2.0", { resolution: "2K", n: 1 }, 0, usd(0.06, 0.08)],
    ["black-forest-labs/flux-3-image", { resolution: "4K", n: 1 }, 0, usd(0.3035, 0.607)],
    ["recraft/recraft-v4-styles", { n: 2 }, 1, usd(0.075)],
    ["inclusionai/ming-image-0.1-design", { n: 1 }, 0, usd(0)],
    ["google/gemini-2.5-flash-image", { n: 1 }, 0, usd(1290 * 0.00003, 1290 * 0.00003 * 1.1)],
  ])("of %s with %j and %i references", (id, settings, references, expected) => {
    expect(estimate(realModel(id), settings, references)).toEqual(expected);
  });

  it("contains what Nano Banana 2 is documented to cost at each tier", () => {
    for (const [resolution, cost] of [
      ["512", 0.045],
      ["1K", 0.067],
      ["2K", 0.101],
      ["4K", 0.151],
    ] as const) {
      const range = estimate(realModel("google/gemini-3.1-flash-image"), { resolution, n: 1 }, 0);
      // The documented figures are rounded to a tenth of a cent.
      expect(range?.low, resolution).toBeLessThanOrEqual((cost + 0.0005) * 1e9);
      expect(range?.high, resolution).toBeGreaterThanOrEqual(cost * 1e9);
    }
  });

  it("spans the qualities while none is chosen, and shrinks when one is", () => {
    const gpt = realModel("openai/gpt-image-2");
    const open = estimate(gpt, { aspectRatio: "1:1", n: 1 }, 0);
    const medium = estimate(gpt, { aspectRatio: "1:1", quality: "medium", n: 1 }, 0);
    expect(open?.low).toBe(toNano(196 * 0.00003));
    expect(open?.high).toBeGreaterThanOrEqual(toNano(7024 * 0.00003) ?? Infinity);
    expect(medium?.low).toBe(toNano(1756 * 0.00003));
  });

  it("spans the providers that may answer, and only those", () => {
    const cheap = endpoint({ resolution: oneOf("1K") }, [perImage(0.01)], "cheap");
    const dear = endpoint({ resolution: oneOf("1K", "4K") }, [perImage(0.03)], "dear");
    expect(estimate(model([cheap, dear]), { resolution: "1K", n: 1 }, 0)).toEqual(usd(0.01, 0.03));
    expect(estimate(model([cheap, dear]), { resolution: "4K", n: 1 }, 0)).toEqual(usd(0.03));
  });
});

describe("surcharges", () => {
  const fonts = [
    { url: "https://fonts.example/a.ttf", text: "Hello" },
    { url: "https://fonts.example/b.ttf", text: "World" },
  ];
  const superResolution = ["https://pictures.example/detail.png"];
  const chat = { transport: "chat" as const };
  const takes = { font_inputs: upTo(2), super_resolution_references: upTo(4), input_references: upTo(10) };

  it("are 3 cents a font and 20 a super-resolution reference, also where the endpoint lists no line for them", () => {
    const offers = model([{ ...endpoint(takes, [perImage(0.1)]), ...chat }]);
    expect(estimate(offers, { fonts, n: 1 }, 0)).toEqual(usd(0.16));
    expect(estimate(offers, { superResolution, n: 1 }, 1)).toEqual(usd(0.3));
  });

  it("are those of the price list where it has them, and never charged for plain references", () => {
    const listed = [
      perImage(0.1),
      { billable: "input_font", unit: "image", usd: 0.05 },
      { billable: "input_reference", unit: "image", usd: 0.5 },
    ];
    const offers = model([{ ...endpoint(takes, listed), ...chat }]);
    expect(estimate(offers, { fonts, superResolution, n: 1 }, 2)).toEqual(usd(0.7));
    expect(estimate(offers, { n: 1 }, 2)).toEqual(usd(0.1));
  });
});

describe("a price that is not known", () => {
  const image = { resolution: oneOf("1K", "2K"), input_references: upTo(4) };
  it.each([
    ["there are no price lines", [endpoint(image)]],
    ["the line has no figure", [endpoint(image, [perImage(null)])]],
    ["the line of this tier has no figure", [endpoint(image, [perImage(0.01), perImage(null, "2k")])]],
    ["only another tier is priced", [endpoint(image, [perImage(0.05, "1k")])]],
    ["it is by a unit that is new", [endpoint(image, [{ billable: "output_image", unit: "joule", usd: 1 }])]],
    ["nobody knows how many tokens it takes", [endpoint(image, [{ billable: "output_image", unit: "token", usd: 1 }])]],
    ["one of the providers that may answer has none", [endpoint(image, [perImage(0.01)]), endpoint(image)]],
    ["no picture costs that much", [endpoint(image, [perImage(1e300)])]],
    [
      "each request costs extra and nobody says how much",
      [endpoint(image, [perImage(0.01), { billable: "output_image", unit: "request", usd: null }])],
    ],
    [
      "references cost extra and nobody says how much",
      [endpoint(image, [perImage(0.01), { billable: "input_image", unit: "image", usd: null }])],
    ],
  ])("is null where %s", (_why, endpoints) => {
    expect(estimate(model(endpoints), { resolution: "2K", n: 1 }, 1)).toBeNull();
  });

  it("is null for settings that nobody takes", () => {
    expect(estimate(model([endpoint(image, [perImage(0.01)])]), { resolution: "8K", n: 1 }, 0)).toBeNull();
  });
});

it("prices a picture with nothing chosen, with the references that the model cannot do without", () => {
  expect(pricePerPicture(realModel("recraft/recraft-v4-styles"))).toEqual(usd(0.04));
  expect(pricePerPicture(realModel("meta/muse-image"))).toBeNull();
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { endpointsFor, problems, settingsFor } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { asked, PARAMETERS } from "@/lib/models/parameters";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { Settings } from "@/lib/models/settings";
import { fetchCatalog } from "@/lib/openrouter/catalog";

// Servers describe what they like, and people choose what they like: whatever is allowed can be sent and priced, and nothing
// is sent that nobody declared.

const WIRES = Object.values(PARAMETERS).map(({ wire }) => wire);
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WIRES) }, fc.constantFrom("tiling", "cfg", "steps"));
const value = fc.constantFrom("1:1", "16:9", "1K", "2K", "512", "low", "high", "png", "auto", "transparent");
const descriptor = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("enum"), values: fc.array(value, { maxLength: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("range"),
      min: fc.integer({ min: -1, max: 2 }),
      max: fc.integer({ min: 0, max: 16 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ type: "boolean" }) },
  fc.record({ type: fc.constant("polar"), turns: fc.nat() }),
  fc.jsonValue(),
);
const parameters = fc.oneof({ weight: 8, arbitrary: fc.dictionary(name, descriptor, { maxKeys: 8 }) }, fc.jsonValue());
const pricing = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(
      fc.record(
        {
          billable: fc.constantFrom("output_image", "input_image", "input_font", "input_text", "moon"),
          unit: fc.constantFrom("image", "megapixel", "token", "request", "fortnight"),
          cost_usd: fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constant(null), fc.constant("cheap")),
          variant: fc.constantFrom(null, "1k", "2k", "high_resolution", "medium_2k"),
        },
        { requiredKeys: ["billable", "unit"] },
      ),
      { maxLength: 4 },
    ),
  },
  fc.jsonValue(),
);
const endpoint = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      provider_slug: fc.constantFrom("p", "q", ""),
      provider_tag: fc.constantFrom("p", "q/eu", null),
      supported_parameters: parameters,
      allowed_passthrough_parameters: fc.oneof(fc.array(name, { maxLength: 3 }), fc.jsonValue()),
      supports_streaming: fc.oneof(fc.boolean(), fc.constant("perhaps")),
      pricing,
    }),
  },
  fc.jsonValue(),
);
const outputs = fc.constantFrom(["image"], ["image", "text"], ["text", "image"], []);
const listing = {
  created: fc.constantFrom(0, 1_766_519_506, 1_790_000_000),
  architecture: fc.record({
    input_modalities: fc.constantFrom(["text"], ["text", "image"]),
    output_modalities: outputs,
  }),
};
const catalogue = fc.record({
  image: fc.option(fc.record({ id: fc.constant("maker/model"), ...listing, supported_parameters: parameters })),
  endpoints: fc.oneof({ weight: 9, arbitrary: fc.array(endpoint, { maxLength: 3 }) }, fc.jsonValue()),
  chat: fc.option(
    fc.record({
      id: fc.constantFrom("maker/model", "recraft/recraft-v3", "google/gemini-3.1-flash-image"),
      ...listing,
      pricing: fc.dictionary(
        fc.constantFrom("prompt", "image", "image_output", "request"),
        fc.constantFrom("0", "-1", "0.04", "x"),
      ),
      supported_parameters: fc.constantFrom([], ["seed"]),
    }),
  ),
});

const scalar = fc.oneof(value, fc.integer({ min: -3, max: 20 }), fc.boolean());
const chosen = fc
  .record(
    {
      aspectRatio: value,
      resolution: value,
      size: fc.constant("1536x864"),
      quality: value,
      outputFormat: value,
      compression: fc.integer({ min: 0, max: 100 }),
      background: value,
      seed: fc.nat(2_147_483_647),
      n: fc.integer({ min: 1, max: 10 }),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
      style: value,
      rgbColors: fc.constant([[1, 2, 3]]),
      fonts: fc.constant([{ url: "https://fonts.example.com/a.woff2", text: "A" }]),
      superResolution: fc.constant(["https://pictures.example.com/a.png"]),
      effort: value,
      dataCollection: fc.constant("deny"),
      zdr: fc.constant(true),
      extra: fc.dictionary(name, scalar, { maxKeys: 2 }),
      options: fc.dictionary(name, scalar, { maxKeys: 2 }),
      provider: fc.constantFrom("p", "q/eu", "other"),
      transport: fc.constantFrom("images", "chat"),
    },
    { requiredKeys: [] },
  )
  .map((settings) => Settings.parse(settings));

async function modelsOf({ image, endpoints, chat }: { image: unknown; endpoints: unknown; chat: unknown }) {
  return fetchCatalog(async (path) => {
    if (path === "/images/models") return { data: [image] };
    return path.startsWith("/models") ? { data: [chat] } : { endpoints };
  }).catch(() => []);
}

/** Everything that a body holds, by the names under which it was declared. */
function sent({ body, transport }: ReturnType<typeof compose>): string[] {
  const { provider, stream, modalities, max_tokens, image_config, reasoning, ...rest } = body as Record<string, object>;
  const { only, options, ...preferences } = (provider ?? {}) as Record<string, object>;
  const inConfig = Object.keys(image_config ?? {}).map((key) => (key === "image_size" ? "resolution" : key));
  const passed = Object.values(options ?? {}).flatMap((bag) => Object.keys(bag));
  return [
    ...Object.keys(rest),
    ...inConfig,
    ...Object.keys(preferences),
    ...passed,
    ...(reasoning ? ["effort"] : []),
    ...(transport === "images" && (modalities || max_tokens) ? ["chat's own"] : []),
  ];
}

function checkAll(model: Model, settings: Settings, references: number): void {
  const wrong = problems(model, settings, references);
  const price = estimate(model, settings, references);
  if (price) {
    expect(Number.isFinite(price.low) && Number.isFinite(price.high)).toBe(true);
    expect(price.low).toBeGreaterThanOrEqual(0);
    expect(price.high).toBeGreaterThanOrEqual(price.low);
  }
  if (wrong.length > 0) return;
  const composed = compose(model, settings, references);
  const able = endpointsFor(model, settings, references);
  const declared = new Set(
    able.flatMap(({ capabilities, passthrough }) => [...Object.keys(capabilities), ...passthrough]),
  );
  const wanted = asked(settings).map(({ wire }) => wire);
  for (const wire of sent(composed)) {
    expect(wanted).toContain(wire);
    if (wire !== "size") expect(declared).toContain(wire);
  }
  // Nothing that was chosen is left out either.
  expect(new Set(sent(composed))).toEqual(new Set(wanted));
  expect(JSON.parse(JSON.stringify(composed.body))).toEqual(composed.body);
}

it("whatever is described and chosen, what is allowed is sent whole, and nothing undeclared is", async () => {
  await fc.assert(
    fc.asyncProperty(catalogue, chosen, fc.integer({ min: 0, max: 16 }), async (described, settings, references) => {
      for (const model of await modelsOf(described)) {
        checkAll(model, settings, references);
        // What a change of model carries over is allowed, but for references, which are not a setting.
        const carried = settingsFor(model, settings).settings;
        if (model.endpoints.length > 0) {
          expect(
            problems(model, carried, references).filter(({ field }) => field !== "references" && field !== "settings"),
          ).toEqual([]);
        }
        checkAll(model, carried, references);
      }
    }),
    { numRuns: 3000 },
  );
}, 60_000);

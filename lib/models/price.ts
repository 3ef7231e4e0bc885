import { NANO, toNano } from "@/lib/money";
import { endpointsFor } from "./capabilities";
import { expectedSize, usualTier } from "./dimensions";
import type { Endpoint, Model, PriceLine } from "./schema";
import type { Settings } from "./settings";

/** Both ends included. */
interface Range {
  low: number;
  high: number;
}

const exactly = (value: number): Range => ({ low: value, high: value });
const scaled = ({ low, high }: Range, by: Range | number): Range =>
  typeof by === "number" ? { low: low * by, high: high * by } : { low: low * by.low, high: high * by.high };
const sum = (ranges: Range[]): Range =>
  ranges.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), exactly(0));
const span = (ranges: Range[]): Range => ({
  low: Math.min(...ranges.map(({ low }) => low)),
  high: Math.max(...ranges.map(({ high }) => high)),
});

/**
 * What one request will cost, in whole nano-dollars, from the price lines of the providers that may answer it. Null: not
 * known. The provider's own figure afterwards is what counts.
 */
export function estimate(model: Model, settings: Settings, references: number): Range | null {
  const prices = endpointsFor(model, settings, references).map((endpoint) =>
    requestPrice(model, endpoint, settings, references),
  );
  const known = prices.filter((price) => price !== null);
  // One provider without a price is enough: it may be the one that answers.
  if (known.length === 0 || known.length < prices.length) return null;
  const { low, high } = span(known);
  if (toNano(high) === null) return null;
  return { low: Math.floor(low * NANO), high: Math.ceil(Math.round(high * NANO * 1000) / 1000) };
}

/** The price of one picture with nothing chosen. */
export function pricePerPicture(model: Model): Range | null {
  const fewest = model.capabilities.input_references;
  return estimate(model, { n: 1 }, fewest?.type === "range" ? fewest.min : 0);
}

/** US dollars. */
function requestPrice(model: Model, { prices }: Endpoint, settings: Settings, references: number): Range | null {
  const priced = (billable: string) => prices.filter((line) => line.billable === billable);
  const output = outputPrice(model, priced("output_image"), settings);
  if (!output) return null;
  const inputs = [
    ...counted(priced("input_image"), references),
    // Where details of an enlargement are priced, these are the references that the line means.
    ...counted(priced("input_reference"), settings.superResolution?.length ?? (enlarges(model) ? 0 : references)),
    ...counted(priced("input_font"), settings.fonts?.length ?? 0),
    ...undeclared(settings, prices),
  ];
  if (inputs.some(({ line }) => line.usd === null)) return null;
  const inputPrices = inputs.map(({ line, count }) => inputPrice(line, count));
  return sum([scaled(output, settings.n), ...inputPrices, ...priced("input_text").map(textPrice)]);
}

const enlarges = ({ capabilities }: Model): boolean => "super_resolution_references" in capabilities;

/** The lines that apply to `count` inputs: none to none. */
const counted = (lines: PriceLine[], count: number) => (count > 0 ? lines.map((line) => ({ line, count })) : []);

/** Documented surcharges of Sourceful's in US dollars, for endpoints that list no price line for them. */
const SURCHARGES = [
  { billable: "input_font", usd: 0.03, count: ({ fonts }: Settings) => fonts?.length ?? 0 },
  { billable: "input_reference", usd: 0.2, count: ({ superResolution }: Settings) => superResolution?.length ?? 0 },
];

const undeclared = (settings: Settings, prices: PriceLine[]) =>
  SURCHARGES.filter(({ billable }) => !prices.some((line) => line.billable === billable)).flatMap(
    ({ billable, usd, count }) => counted([{ billable, unit: "image", usd }], count(settings)),
  );

function outputPrice(model: Model, lines: PriceLine[], settings: Settings): Range | null {
  const perRequest = lines.filter(({ unit }) => unit === "request");
  if (perRequest.some(({ usd }) => usd === null)) return null;
  const tiers = tiersFor(
    lines.filter(({ unit }) => unit !== "request"),
    settings.resolution ?? usualTier(model),
    settings.quality,
  );
  const prices = tiers.map(({ unit, usd }) => {
    const units = unitsPerPicture(model, unit, settings);
    return units && usd !== null ? scaled(units, usd) : null;
  });
  const known = prices.filter((price) => price !== null);
  if (known.length === 0 || known.length < prices.length) return null;
  return sum([finalised(model, span(known)), ...perRequest.map(({ usd }) => exactly((usd ?? 0) / settings.n))]);
}

/** The price lines that may apply: a tier that the settings name, else the base tier; none where only others are priced. */
function tiersFor(lines: PriceLine[], resolution: string, quality: string | undefined): PriceLine[] {
  const tier = resolution.toLowerCase();
  const named = lines.filter(({ variant }) => {
    const parts = variant?.toLowerCase().split("_") ?? [];
    if (variant === "high_resolution" || parts.length === 0) return false;
    const fits = parts.filter((part) => part === tier || part === quality);
    // `medium_2k` without a chosen quality may be any of the qualities at 2k.
    return fits.length === parts.length || (quality === undefined && parts.length === 2 && parts[1] === tier);
  });
  if (named.length > 0) return named;
  const base = lines.filter(({ variant }) => !variant);
  const larger = ["2k", "4k"].includes(tier) ? lines.filter(({ variant }) => variant === "high_resolution") : [];
  return [...base, ...larger];
}

function unitsPerPicture(model: Model, unit: string, settings: Settings): Range | null {
  if (unit === "image") return exactly(1);
  if (unit === "megapixel") {
    const size = expectedSize(model, settings) ?? { width: 1024, height: 1024 };
    // A megapixel is 1024² to those who sell 1024² as one, and a million to the others.
    const pixels = size.width * size.height;
    return { low: pixels / 1024 ** 2, high: pixels / 1e6 };
  }
  return unit === "token" ? tokensPerPicture(model, settings) : null;
}

// Output tokens of one picture of about a megapixel, as documented or measured; a little more is spent on thinking.
const GEMINI_TIERS: Record<string, number> = { "512": 747, "1K": 1120, "2K": 1680, "4K": 2520 };
const GEMINI_PRO_TIERS: Record<string, number> = { "1K": 1120, "2K": 1120, "4K": 2000 };
const GPT_2: Record<string, number> = { low: 196, medium: 1756, high: 7024 };
const GPT_25: Record<string, number> = { low: 196, medium: 586, high: 1756, xhigh: 3512, max: 7024 };
const GPT_1: Record<string, number> = { low: 272, medium: 1056, high: 4160 };
const THINKING = 1.1;

function tokensPerPicture(model: Model, settings: Settings): Range | null {
  const gemini = (tiers: Record<string, number>) => {
    const tokens = tiers[settings.resolution ?? usualTier(model)];
    return tokens === undefined ? null : { low: tokens, high: tokens * THINKING };
  };
  if (/^google\/gemini-2\.5/.test(model.id)) return { low: 1290, high: 1290 * THINKING };
  if (/^google\/gemini-.*pro/.test(model.id)) return gemini(GEMINI_PRO_TIERS);
  if (/^google\/gemini/.test(model.id)) return gemini(GEMINI_TIERS);
  if (!model.id.startsWith("openai/")) return null;
  const qualities = model.id.includes("image-2.5") ? GPT_25 : model.id.includes("image-2") ? GPT_2 : GPT_1;
  const chosen = qualities[settings.quality ?? ""];
  const tokens = chosen === undefined ? span(Object.values(qualities).map(exactly)) : exactly(chosen);
  const size = expectedSize(model, settings);
  // Unless a ratio is chosen the model may take a wider one than a square.
  const area = size && settings.aspectRatio ? exactly((size.width * size.height) / 1024 ** 2) : { low: 1, high: 1.5 };
  return scaled(tokens, area);
}

/** Where the list is known to differ from the bill, as measured in October 2026. */
function finalised(model: Model, { low, high }: Range): Range {
  // Riverflow lists a floor and bills what the job took, up to twice as much.
  if (model.id.startsWith("sourceful/")) return { low, high: high * 2 };
  // FLUX 3 is half price in its launch weeks.
  if (model.id === "black-forest-labs/flux-3-image") return { low: low / 2, high };
  return { low, high };
}

/** Input tokens of one reference image, from a small one to a large one in tiles. */
const REFERENCE_TOKENS: Range = { low: 250, high: 1600 };

function inputPrice({ unit, usd }: PriceLine, references: number): Range {
  const units = unit === "token" ? REFERENCE_TOKENS : unit === "megapixel" ? { low: 1, high: 5 } : exactly(1);
  return scaled(units, (usd ?? 0) * references);
}

function textPrice({ unit, usd }: PriceLine): Range {
  return unit === "token" ? { low: 0, high: (usd ?? 0) * 500 } : exactly(0);
}

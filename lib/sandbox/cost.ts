import type { Endpoint, Model, PriceLine } from "./catalog/types";

/** What was made, in the measures that prices speak of. */
export type Bill = {
  images: number;
  /** Tokens of what the model says; only chat charges them. */
  wordTokens: number;
  width: number;
  height: number;
  /** `"1K"`; the price variants write it in lower case. */
  tier: string;
  quality: string;
  promptTokens: number;
  /** Input tokens of the references. */
  referenceTokens: number;
  /** Output tokens of one picture. */
  imageTokens: number;
  references: number;
  referenceMegapixels: number;
  fonts: number;
  superResolutions: number;
  effort: string;
};

/** A model without published prices still charges in real life; the figure is the sandbox's own. */
const UNPUBLISHED_USD_PER_IMAGE = 0.04;

/** Riverflow 2.5 thinks as long as `reasoning.effort` says, and charges for it. */
export const EFFORT_FACTOR: Record<string, number> = { low: 0.7, medium: 1, high: 1.4 };

/** US dollars for the whole call: words by the model's chat prices, pictures by the endpoint's price lines. */
export function costOf(model: Model, endpoint: Endpoint, bill: Bill): number {
  const said = bill.wordTokens * perTokenOf(model.chatPricing.completion);
  return roundToNano(said + (bill.images > 0 ? picturesCost(model, endpoint, bill) : readingCost(model, bill)));
}

function readingCost({ chatPricing }: Model, { promptTokens, referenceTokens }: Bill): number {
  return (promptTokens + referenceTokens) * perTokenOf(chatPricing.prompt);
}

/** Chat prices are strings; "-1" says that another model's hold. */
const perTokenOf = (price: string | undefined): number => Math.max(0, Number(price ?? 0));

function picturesCost(model: Model, endpoint: Endpoint, bill: Bill): number {
  const lines = endpoint.pricing;
  const output = lines.filter((line) => line.billable === "output_image");
  const perImage = output.length > 0 ? outputCost(output, bill) : UNPUBLISHED_USD_PER_IMAGE;
  const { billedFactor = 1, thinks = false } = model.behavior;
  const effort = thinks ? (EFFORT_FACTOR[bill.effort] ?? 1) : 1;
  return perImage * bill.images * billedFactor * effort + inputCost(lines, bill);
}

function outputCost(lines: PriceLine[], bill: Bill): number {
  const perRequest = lines.filter((line) => line.unit === "request");
  const line = variantFor(
    lines.filter((candidate) => candidate.unit !== "request"),
    bill,
  );
  const extra = perRequest.reduce((sum, { cost_usd }) => sum + cost_usd / bill.images, 0);
  return extra + (line ? line.cost_usd * amountOf(line, bill) : 0);
}

/** `low_2k`, then `2k`, then `high_resolution` above 1K, then the line without a variant. */
function variantFor(lines: PriceLine[], { tier, quality }: Bill): PriceLine | undefined {
  const size = tier.toLowerCase();
  const wanted = [
    `${quality}_${size}`,
    size,
    ...(tier === "2K" || tier === "4K" ? ["high_resolution"] : []),
    undefined,
  ];
  for (const variant of wanted) {
    const line = lines.find((candidate) => candidate.variant === variant);
    if (line) return line;
  }
  return lines[0];
}

function amountOf(line: PriceLine, bill: Bill): number {
  if (line.unit === "token") return bill.imageTokens;
  // A 1024 × 1024 picture is sold as one megapixel.
  if (line.unit === "megapixel") return (bill.width * bill.height) / (1024 * 1024);
  return 1;
}

function inputCost(lines: PriceLine[], bill: Bill): number {
  let cost = 0;
  for (const { billable, unit, cost_usd } of lines) {
    if (billable === "input_text" && unit === "token") cost += cost_usd * bill.promptTokens;
    if (billable === "input_font") cost += cost_usd * bill.fonts;
    if (billable === "input_reference") cost += cost_usd * bill.superResolutions;
    if (billable !== "input_image") continue;
    if (unit === "image") cost += cost_usd * bill.references;
    if (unit === "token") cost += cost_usd * bill.referenceTokens;
    if (unit === "megapixel") cost += cost_usd * bill.referenceMegapixels;
  }
  return cost;
}

const roundToNano = (dollars: number) => Math.round(dollars * 1e9) / 1e9;

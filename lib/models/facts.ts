import { choices, problems, referenceRange, supports } from "./capabilities";
import { usualTier } from "./dimensions";
import { estimate } from "./price";
import type { Descriptor, Model, PriceLine } from "./schema";
import type { Settings } from "./settings";

/** What a model can do, to be seen side by side with others. */
export interface Facts {
  /** The largest resolution, such as `4K`; null: there is none to choose. */
  largest: string | null;
  /** From tall to wide; empty: the model's own affair. */
  ratios: string[];
  references: { min: number; max: number };
  /** Pictures that one request may bring. */
  pictures: number;
  /** Such as `png`; empty: there is none to choose. */
  formats: string[];
  transparent: boolean;
  seed: boolean;
  streams: boolean;
  imageApi: boolean;
  chat: boolean;
  providers: string[];
}

export function factsOf(model: Model): Facts {
  const values = (parameter: "aspectRatio" | "resolution" | "outputFormat" | "background" | "backgroundMode") =>
    choices([model], parameter)
      .map(({ value }) => value)
      .filter((value) => value !== "auto");
  const { n } = model.capabilities;
  const named = model.endpoints.filter(({ transport }) => transport === "images").map(({ provider }) => provider);
  return {
    largest: values("resolution").at(-1) ?? null,
    ratios: values("aspectRatio"),
    references: referenceRange(model),
    pictures: n?.type === "range" ? n.max : 1,
    formats: values("outputFormat"),
    transparent: [...values("background"), ...values("backgroundMode")].includes("transparent"),
    seed: supports(model, "seed"),
    streams: model.endpoints.some(({ transport, streaming }) => transport === "images" && streaming),
    imageApi: model.endpoints.some(({ transport }) => transport === "images"),
    chat: model.endpoints.some(({ transport }) => transport === "chat"),
    providers: [...new Set(named)],
  };
}

/** The size at which models are compared; absent: each at its usual one. */
export type Choice = Pick<Settings, "resolution" | "aspectRatio">;

/** Nano-dollars for one picture of this size, with as few reference images as the model needs; or why there is no price. */
export function priceFor(model: Model, choice: Choice): { low: number; high: number } | { reason: string } {
  const own = ownSize(model, choice);
  const references = referenceRange(model).min;
  const [problem] = problems(model, { n: 1, ...own }, references);
  if (problem?.field === "model") return { reason: "not served" };
  if (problem?.field === "resolution") return { reason: `no ${own.resolution}` };
  if (problem?.field === "aspectRatio") return { reason: `no ${own.aspectRatio}` };
  if (problem) return { reason: "not together" };
  return estimate(model, { n: 1, ...own }, references) ?? { reason: "not known" };
}

/** A model that has no resolutions to choose draws the usual one. */
function ownSize(model: Model, choice: Choice): Choice {
  const fixed = !supports(model, "resolution") && choice.resolution === usualTier(model);
  return { ...choice, resolution: fixed ? undefined : choice.resolution };
}

/** A descriptor as people read it. */
export function descriptorText(descriptor: Descriptor): string {
  switch (descriptor.type) {
    case "enum":
      return descriptor.values.join(", ");
    case "range":
      return descriptor.min === descriptor.max ? String(descriptor.max) : `${descriptor.min}–${descriptor.max}`;
    case "boolean":
      return "yes";
    case "text":
      return "free text";
    case "unknown":
      return descriptor.text || "not readable";
  }
}

const BILLABLE: Record<string, string> = {
  output_image: "Picture",
  input_image: "Reference image",
  input_reference: "Super-resolution reference",
  input_font: "Font",
  input_text: "Prompt",
};

/** A line of a price list as it is declared: `$60 for a million tokens`. */
export function priceLineText({ billable, unit, usd, variant }: PriceLine): { what: string; price: string } {
  const plain = billable.replaceAll("_", " ");
  const what = BILLABLE[billable] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
  const [amount, per] = unit === "token" ? [(usd ?? 0) * 1e6, "million tokens"] : [usd ?? 0, unit.replaceAll("_", " ")];
  return {
    what: variant ? `${what}, ${variant.replaceAll("_", " ")}` : what,
    price: usd === null ? "not declared" : `$${Number(amount.toPrecision(6))} / ${per}`,
  };
}

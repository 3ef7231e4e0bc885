import type { Settings } from "@/lib/generations/schema";
import type { Model } from "./schema";

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Pixels of a square picture where nothing says otherwise. */
const DEFAULT_EDGE = 1024;
/** Sizes are whole steps of this many pixels. */
const GRID = 16;

type Table = Record<string, readonly [width: number, height: number]>;

// As delivered on OpenRouter in 2026 (Google's and OpenAI's own tables, checked by paid calls). Only the landscape half:
// every portrait is its landscape turned. Providers drift by a few pixels; what arrived is measured, this is what to expect.
const GEMINI_25: Table = {
  "1:1": [1024, 1024],
  "5:4": [1152, 896],
  "4:3": [1184, 864],
  "3:2": [1248, 832],
  "16:9": [1344, 768],
  "21:9": [1536, 672],
};
/** At 1K; the higher tiers are its multiples. */
const GEMINI_3: Table = {
  "1:1": [1024, 1024],
  "5:4": [1152, 928],
  "4:3": [1200, 896],
  "3:2": [1264, 848],
  "16:9": [1376, 768],
  "21:9": [1584, 672],
  "4:1": [2048, 512],
  "8:1": [3072, 384],
};
const GEMINI_3_AT_512: Table = {
  "1:1": [512, 512],
  "5:4": [576, 464],
  "4:3": [600, 448],
  "3:2": [632, 424],
  "16:9": [688, 384],
  "21:9": [792, 336],
  "4:1": [1024, 256],
  "8:1": [1536, 192],
};
/** The long edge of everything OpenAI draws that is not square. */
const GPT_EDGE = 1536;

/** `16:9` → 1.78, width by height; null for `auto` and for anything that is not a ratio. */
export function ratioOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text);
  const ratio = Number(match?.[1]) / Number(match?.[2]);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** `2K` → 2048, `768` → 768: the edge of the square whose area a tier stands for; null for anything else. */
export function edgeOf(tier: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(k?)$/i.exec(tier);
  const edge = Number(match?.[1]) * (match?.[2] ? 1024 : 1);
  return Number.isFinite(edge) && edge > 0 ? edge : null;
}

/** The edge of the square whose area the picture will have, at the tier asked for or at the model's usual one. */
export function expectedEdge(model: Model, settings: Settings): number {
  const asked = settings.resolution && edgeOf(settings.resolution);
  if (asked) return asked;
  // Recraft's pro models have no resolution to choose: they draw four megapixels.
  if (/^recraft\/.*-pro$/.test(model.id)) return 2 * DEFAULT_EDGE;
  const tiers = model.capabilities.resolution;
  const edges = tiers?.type === "enum" ? tiers.values.flatMap((tier) => edgeOf(tier) ?? []) : [];
  return edges.length === 0 || edges.includes(DEFAULT_EDGE) ? DEFAULT_EDGE : Math.min(...edges);
}

/** The size that a picture will have; null where the model chooses the shape (no ratio, or `auto`). */
export function expectedSize(model: Model, settings: Settings): Size | null {
  const text = settings.aspectRatio ?? "auto";
  const ratio = ratioOf(text);
  if (ratio === null) return null;
  const edge = expectedEdge(model, settings);
  if (model.id.startsWith("google/gemini-2.5-")) return lookUp(GEMINI_25, text) ?? byArea(ratio, DEFAULT_EDGE);
  if (model.id.startsWith("google/gemini-")) {
    const factor = edge / DEFAULT_EDGE;
    const size = factor < 1 ? lookUp(GEMINI_3_AT_512, text) : scale(lookUp(GEMINI_3, text), factor);
    return size ?? byArea(ratio, edge);
  }
  if (model.id.startsWith("openai/") && ratio !== 1) return byLongEdge(ratio, GPT_EDGE);
  return byArea(ratio, edge);
}

function lookUp(table: Table, ratio: string): Size | null {
  const found = table[ratio];
  if (found) return { width: found[0], height: found[1] };
  const turned = table[ratio.split(":").reverse().join(":")];
  return turned ? { width: turned[1], height: turned[0] } : null;
}

const scale = (size: Size | null, factor: number): Size | null =>
  size && { width: size.width * factor, height: size.height * factor };

const byArea = (ratio: number, edge: number): Size => ({
  width: snap(edge * Math.sqrt(ratio)),
  height: snap(edge / Math.sqrt(ratio)),
});

const byLongEdge = (ratio: number, edge: number): Size => ({
  width: snap(edge * Math.min(1, ratio)),
  height: snap(edge * Math.min(1, 1 / ratio)),
});

const snap = (pixels: number): number => Math.max(GRID, Math.round(pixels / GRID) * GRID);

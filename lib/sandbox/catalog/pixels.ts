/** Pixel sizes as the real models deliver them (CONTRACT §5, "Pixel tables"). */
export type PixelRule = "gemini-2.5" | "gemini-3" | "gpt" | "megapixel" | "four-megapixels";
export type Size = { width: number; height: number };

type Table = Record<string, readonly [width: number, height: number]>;

const GEMINI_25: Table = {
  "1:1": [1024, 1024],
  "2:3": [832, 1248],
  "3:2": [1248, 832],
  "3:4": [864, 1184],
  "4:3": [1184, 864],
  "4:5": [896, 1152],
  "5:4": [1152, 896],
  "9:16": [768, 1344],
  "16:9": [1344, 768],
  "21:9": [1536, 672],
};

const GEMINI_3: Table = {
  "1:1": [1024, 1024],
  "2:3": [848, 1264],
  "3:2": [1264, 848],
  "3:4": [896, 1200],
  "4:3": [1200, 896],
  "4:5": [928, 1152],
  "5:4": [1152, 928],
  "9:16": [768, 1376],
  "16:9": [1376, 768],
  "21:9": [1584, 672],
  "1:4": [512, 2048],
  "4:1": [2048, 512],
  "1:8": [384, 3072],
  "8:1": [3072, 384],
};

const GEMINI_512: Table = {
  "1:1": [512, 512],
  "16:9": [688, 384],
  "9:16": [384, 688],
  "3:2": [632, 424],
  "2:3": [424, 632],
  "4:3": [600, 448],
  "3:4": [448, 600],
  "5:4": [576, 464],
  "4:5": [464, 576],
  "21:9": [792, 336],
  "4:1": [1024, 256],
  "1:4": [256, 1024],
  "8:1": [1536, 192],
  "1:8": [192, 1536],
};

const GPT: Table = {
  "1:1": [1024, 1024],
  "3:2": [1536, 1024],
  "2:3": [1024, 1536],
  "16:9": [1536, 864],
  "9:16": [864, 1536],
};

/** Edge of the square that a resolution tier stands for. */
const TIER_EDGE: Record<string, number> = { "512": 512, "768": 768, "1K": 1024, "1.5K": 1536, "2K": 2048, "4K": 4096 };

const TIER_FACTOR: Record<string, number> = { "1K": 1, "2K": 2, "4K": 4 };

/** `"19.5:9"` → 2.1667; width divided by height. */
function ratioValue(ratio: string): number {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  return width / height;
}

/** The declared ratio nearest to a picture's own, compared as factors so that 1:2 and 2:1 are equally far from 1:1. */
export function nearestRatio(ratios: string[], size: Size): string {
  const wanted = Math.log(size.width / size.height);
  const distance = (ratio: string) => Math.abs(Math.log(ratioValue(ratio)) - wanted);
  return ratios.filter((ratio) => ratio !== "auto").sort((a, b) => distance(a) - distance(b))[0] ?? "1:1";
}

/** The exact pixels of a ratio at a tier. `onVertex` is Google's second platform, whose 16:9 is wider. */
export function pixelSize(rule: PixelRule, ratio: string, tier: string, onVertex = false): Size {
  const [width, height] = lookUp(rule, ratio, tier, onVertex) ?? byArea(rule, ratio, tier);
  return { width, height };
}

function lookUp(rule: PixelRule, ratio: string, tier: string, onVertex: boolean) {
  if (rule === "gemini-2.5") return GEMINI_25[ratio];
  if (rule === "gpt") return GPT[ratio];
  if (rule !== "gemini-3") return undefined;
  if (tier === "512") return GEMINI_512[ratio];
  const base = onVertex && ratio === "16:9" ? ([1408, 768] as const) : GEMINI_3[ratio];
  const factor = TIER_FACTOR[tier] ?? 1;
  return base && ([base[0] * factor, base[1] * factor] as const);
}

/** Keeps the tier's area for any ratio, on a grid of 16 pixels. OpenAI instead keeps the long edge at 1536. */
function byArea(rule: PixelRule, ratio: string, tier: string): readonly [number, number] {
  const value = ratioValue(ratio);
  const edge = rule === "four-megapixels" ? 2048 : (TIER_EDGE[tier] ?? 1024);
  const scale = rule === "gpt" ? 1536 / Math.max(Math.sqrt(value), 1 / Math.sqrt(value)) : edge;
  const snap = (pixels: number) => Math.max(16, Math.round(pixels / 16) * 16);
  return [snap(scale * Math.sqrt(value)), snap(scale / Math.sqrt(value))];
}

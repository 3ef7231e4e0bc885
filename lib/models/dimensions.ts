import type { Model } from "./schema";
import type { Settings } from "./settings";

export interface Size {
  /** Pixels. */
  width: number;
  height: number;
}

/** Width by height of `16:9`; null for `auto` and anything else that is not a ratio. */
export function ratioOf(ratio: string): number | null {
  const [width, height] = ratio.split(":").map(Number);
  return width && height && width > 0 && height > 0 ? width / height : null;
}

/** Edge in pixels of the square that a resolution tier stands for: 2048 of `2K`, 768 of `768`; null for anything else. */
export function edgeOf(tier: string): number | null {
  const edge = Number.parseFloat(tier) * (/k$/i.test(tier) ? 1024 : 1);
  return Number.isFinite(edge) && edge > 0 ? edge : null;
}

/** The resolution where none is chosen: 1K, else the model's smallest. */
export function usualTier({ id, capabilities }: Pick<Model, "id" | "capabilities">): string {
  // They have no resolution to choose and draw four megapixels.
  if (/^recraft\/.*-pro$/.test(id)) return "2K";
  const tiers = capabilities.resolution?.type === "enum" ? capabilities.resolution.values : [];
  const edge = (tier: string) => edgeOf(tier) ?? Number.POSITIVE_INFINITY;
  return tiers.includes("1K") ? "1K" : ([...tiers].sort((a, b) => edge(a) - edge(b))[0] ?? "1K");
}

// What the makers document and what was measured; providers drift, so this only shows shapes and estimates prices.
const GEMINI_25 = "1:1 1024 1024 2:3 832 1248 3:4 864 1184 4:5 896 1152 9:16 768 1344 21:9 1536 672";
const GEMINI_3 =
  "1:1 1024 1024 2:3 848 1264 3:4 896 1200 4:5 928 1152 9:16 768 1376 21:9 1584 672 1:4 512 2048 1:8 384 3072";
const GPT = "1:1 1024 1024 2:3 1024 1536 9:16 864 1536";

const FAMILIES: { of: RegExp; table: string }[] = [
  { of: /^google\/gemini-2\.5/, table: GEMINI_25 },
  { of: /^google\/gemini-/, table: GEMINI_3 },
  { of: /^openai\//, table: GPT },
];

/** The pixels to expect; null where only the model knows (`auto`). */
export function expectedSize(model: Pick<Model, "id" | "capabilities">, settings: Settings): Size | null {
  const exact = settings.size?.match(/^(\d+)x(\d+)$/);
  if (exact) return { width: Number(exact[1]), height: Number(exact[2]) };
  const ratio = ratioOf(settings.aspectRatio ?? "1:1");
  if (ratio === null) return null;
  const edge = edgeOf(settings.resolution ?? usualTier(model)) ?? 1024;
  const table = FAMILIES.find(({ of }) => of.test(model.id))?.table;
  const known = table && fromTable(table, settings.aspectRatio ?? "1:1");
  if (known) return { width: (known.width * edge) / 1024, height: (known.height * edge) / 1024 };
  const to16 = (pixels: number) => Math.max(16, Math.round(pixels / 16) * 16);
  return { width: to16(edge * Math.sqrt(ratio)), height: to16(edge / Math.sqrt(ratio)) };
}

/** Each row stands for its mirror image too: 3:2 is 2:3 turned. */
function fromTable(table: string, ratio: string): Size | null {
  const mirrored = ratio.split(":").reverse().join(":");
  const cells = table.split(" ");
  for (let at = 0; at < cells.length; at += 3) {
    const [width, height] = [Number(cells[at + 1]), Number(cells[at + 2])];
    if (cells[at] === ratio) return { width, height };
    if (cells[at] === mirrored) return { width: height, height: width };
  }
  return null;
}

import sharp from "sharp";
import { luminance } from "../paint/color";
import type { Reference } from "../validate/references";

const NAMED: [name: string, red: number, green: number, blue: number][] = [
  ["black", 15, 15, 18],
  ["dark gray", 70, 70, 72],
  ["gray", 130, 130, 130],
  ["light gray", 195, 195, 195],
  ["white", 245, 245, 245],
  ["red", 200, 40, 40],
  ["dark red", 110, 25, 30],
  ["orange", 235, 130, 40],
  ["yellow", 240, 210, 60],
  ["cream", 245, 230, 200],
  ["brown", 120, 75, 45],
  ["green", 50, 150, 70],
  ["dark green", 25, 75, 45],
  ["teal", 35, 150, 150],
  ["light blue", 150, 200, 230],
  ["blue", 45, 95, 190],
  ["navy", 25, 35, 85],
  ["purple", 115, 60, 170],
  ["lavender", 185, 170, 220],
  ["pink", 235, 140, 170],
  ["magenta", 205, 50, 140],
];

/** Edge in pixels of the copy whose colors are counted. */
const EDGE = 32;

/** What can truly be said about a picture without understanding it: its shape, its colors and how light it is. */
export async function describe({ bytes, width, height }: Reference): Promise<string> {
  if (!bytes) return "The picture lies at an address that the sandbox does not open.";
  const pixels = await sharp(bytes)
    .rotate()
    .resize(EDGE, EDGE, { fit: "fill" })
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer();
  const counts = new Map<string, number>();
  let light = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(i, i + 3);
    const name = nearestName(red, green, blue);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    light += luminance(red, green, blue) / (EDGE * EDGE);
  }
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const tone = light > 0.62 ? "bright" : light < 0.34 ? "dark" : "mid-toned";
  return `A ${tone} ${orientation(width, height)} picture of ${width} × ${height} pixels, mostly ${list(names.slice(0, 3))}.`;
}

function nearestName(red: number, green: number, blue: number): string {
  const distance = ([, r, g, b]: (typeof NAMED)[number]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  return NAMED.reduce((best, named) => (distance(named) < distance(best) ? named : best))[0];
}

function orientation(width: number, height: number): string {
  if (width > height * 1.05) return "landscape";
  return height > width * 1.05 ? "portrait" : "square";
}

const list = (names: string[]) =>
  names.length < 2 ? (names[0] ?? "gray") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

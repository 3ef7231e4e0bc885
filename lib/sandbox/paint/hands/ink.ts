import { luminance, rgb } from "../color";
import { grain, noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** Washes of ink on rice paper, with one color and a red seal. */
export const ink: Hand = ({ scene, base, width, height }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const [accentRed, accentGreen, accentBlue] = rgb(scene.palette.accent);
  const tone = base.toneCurve(0.72);
  const seal = { x: 56 * unit, y: height - 128 * unit, size: 70 * unit };
  const pixels = shade(width, height, (x, y, out) => {
    const px = x / unit;
    const py = y / unit;
    const broad = noise(px * 0.09 + 40, py * 0.09);
    const fibre = noise(px * 0.7, py * 0.16 + 70);
    base.sample((x + (broad - 0.5) * 34 * unit) / width, (y + (fibre - 0.5) * 9 * unit) / height, out);
    const red = out[0] ?? 0;
    const green = out[1] ?? 0;
    const blue = out[2] ?? 0;
    const light = tone(luminance(red, green, blue));
    // Five washes, whose edges bleed where the paper is thirsty.
    const depth = (1 - light) * 4.6 + (broad - 0.5) * 0.9 + (fibre - 0.5) * 0.5;
    const wash = Math.floor(depth);
    const edge = depth - wash;
    const density = Math.min(1, Math.max(0, (wash + smooth(edge * 2.2)) / 5)) * (0.86 + 0.2 * fibre);
    const vivid = (Math.max(red, green, blue) - Math.min(red, green, blue)) / 255;
    const near = 1 - (Math.abs(red - accentRed) + Math.abs(green - accentGreen) + Math.abs(blue - accentBlue)) / 240;
    const color = Math.min(0.8, Math.max(0, near) * vivid * 2);
    const paper = (grain(x, y) - 0.5) * 7 + (fibre - 0.5) * 10;
    out[0] = layered(244, 24, density, accentRed, color) + paper;
    out[1] = layered(237, 28, density, accentGreen, color) + paper;
    out[2] = layered(222, 36, density, accentBlue, color) + paper;
    if (inSeal((x - seal.x) / seal.size, (y - seal.y) / seal.size) && fibre > 0.24) {
      out[0] = 178 + paper;
      out[1] = 38 + paper;
      out[2] = 32 + paper;
    }
  });
  return { pixels };
};

/** Ink over paper, and pigment over both. */
function layered(sheet: number, black: number, density: number, pigment: number, color: number): number {
  const inked = sheet + (black - sheet) * density;
  return inked + (pigment - inked) * color;
}

const smooth = (t: number) => {
  const clamped = Math.min(1, Math.max(0, t));
  return clamped * clamped * (3 - 2 * clamped);
};

/** The strokes left out of the seal, as left, top, right, bottom. */
const STROKES = [
  [0.18, 0.2, 0.82, 0.28],
  [0.45, 0.2, 0.55, 0.82],
  [0.2, 0.5, 0.8, 0.58],
  [0.24, 0.74, 0.76, 0.82],
] as const;

/** u and v are 0–1 inside the seal's square. */
function inSeal(u: number, v: number): boolean {
  if (u < 0 || u > 1 || v < 0 || v > 1) return false;
  return !STROKES.some(([left, top, right, bottom]) => u > left && u < right && v > top && v < bottom);
}

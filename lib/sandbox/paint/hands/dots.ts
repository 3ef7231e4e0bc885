import { dab, shade } from "../pixels";
import type { Hand } from "./hand";

/** Pointillism: dots of pure color on a dark ground, coarse first, then fine. */
export const dots: Hand = ({ base, width, height, random }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const pixels = shade(width, height, (x, y, out) => {
    base.sample(x / width, y / height, out);
    out[0] = (out[0] ?? 0) * 0.62 + 12;
    out[1] = (out[1] ?? 0) * 0.6 + 10;
    out[2] = (out[2] ?? 0) * 0.66 + 18;
  });
  const out = new Float64Array(3);
  for (const [gap, radius, stray] of [
    [13, 7.4, 22],
    [9.5, 4, 38],
  ] as const) {
    const step = gap * unit;
    for (let y = step / 2; y < height + step; y += step) {
      for (let x = step / 2; x < width + step; x += step) {
        const [dx, dy] = [x + (random() - 0.5) * step * 0.9, y + (random() - 0.5) * step * 0.9];
        base.sample(dx / width, dy / height, out);
        // Neighbouring dots stray to either side of the true color; the eye mixes them back.
        const warm = (random() - 0.5) * stray;
        const bright = (random() - 0.4) * stray;
        const color = [(out[0] ?? 0) + warm + bright, (out[1] ?? 0) + bright, (out[2] ?? 0) - warm + bright] as const;
        const size = radius * unit * (0.75 + 0.5 * random());
        dab(pixels, { width, height }, { x: dx, y: dy, rx: size, ry: size, angle: 0 }, clamp(color));
      }
    }
  }
  return { pixels };
};

const clamp = ([red, green, blue]: readonly [number, number, number]) =>
  [Math.min(255, Math.max(0, red)), Math.min(255, Math.max(0, green)), Math.min(255, Math.max(0, blue))] as const;

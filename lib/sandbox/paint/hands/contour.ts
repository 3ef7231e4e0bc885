import { luminance, rgb } from "../color";
import { noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

const LINES = 26;
const SHEET = [250, 244, 230];

/** A surveyor's map of the light: lines of equal brightness over tinted paper. */
export const contour: Hand = ({ scene, base, width, height }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const line = rgb(scene.palette.near);
  const above = new Float64Array(width + 1);
  const here = new Float64Array(3);
  let left = 0;
  const pixels = shade(width, height, (x, y, out) => {
    base.sample(x / width, y / height, out);
    here.set(out);
    const light = luminance(out[0] ?? 0, out[1] ?? 0, out[2] ?? 0);
    const level = (light * 0.9 + 0.42 * noise(x / unit / 14 + 33, y / unit / 14)) * LINES;
    // The slope tells how wide a line of constant width is in levels.
    const slope = x > 0 && y > 0 ? Math.hypot(level - left, level - (above[x] ?? 0)) : 0.2;
    left = level;
    above[x] = level;
    const major = Math.round(level) % 5 === 0;
    const away = Math.abs(level - Math.round(level)) / Math.max(slope, 0.004);
    const cover = Math.min(1, Math.max(0, (major ? 1.5 : 0.85) * unit + 0.5 - away)) * (major ? 0.95 : 0.62);
    const band = Math.floor(level / 5) % 2 ? 0.04 : 0;
    for (let k = 0; k < 3; k++) {
      const sheet = (here[k] ?? 0) * (0.8 - band) + (SHEET[k] ?? 0) * (0.2 + band);
      out[k] = sheet + ((line[k] ?? 0) - sheet) * cover;
    }
  });
  return { pixels };
};

import { luminance } from "../color";
import { grain, noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** Pigment that runs a little, pools at its edges, and stops before the border of rough paper. */
export const watercolor: Hand = ({ base, width, height }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const ahead = new Float64Array(3);
  const pixels = shade(width, height, (x, y, out) => {
    const px = x / unit;
    const py = y / unit;
    const broad = noise(px * 0.11, py * 0.11);
    const fine = noise(px * 0.5 + 91, py * 0.5 + 17);
    const u = (x + (broad - 0.5) * 46 * unit) / width;
    const v = (y + (fine - 0.5) * 22 * unit) / height;
    base.sample(u, v, out);
    base.sample(u + 0.0035, v + 0.0035, ahead);
    const red = out[0] ?? 0;
    const green = out[1] ?? 0;
    const blue = out[2] ?? 0;
    const edge = Math.abs(luminance(red, green, blue) - luminance(ahead[0] ?? 0, ahead[1] ?? 0, ahead[2] ?? 0));
    // Water thins the pigment in places; pigment gathers where colors meet.
    const thin = 0.1 + 0.34 * broad;
    const tooth = (fine - 0.5) * 22 + (grain(x, y) - 0.5) * 9;
    const pool = Math.min(0.3, edge * 1.7);
    const nearest = Math.min(px, py, width / unit - px, height / unit - py);
    const bare = Math.min(1, Math.max(0, (38 + (broad - 0.5) * 74 + (fine - 0.5) * 16 - nearest) / 5));
    const pigment = (1 - thin * 0.62) * (1 - bare);
    out[0] = 252 - (252 - red * (1 - pool)) * pigment + tooth * 0.5;
    out[1] = 248 - (248 - green * (1 - pool)) * pigment + tooth * 0.5;
    out[2] = 238 - (238 - blue * (1 - pool)) * pigment + tooth * 0.5;
  });
  return { pixels };
};

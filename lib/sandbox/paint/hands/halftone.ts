import { luminance, rgb } from "../colour";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** Comic print: flat tints under a screen of black dots. */
export const halftone: Hand = ({ scene, base, width, height }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const cell = 9.5 * unit;
  const [cos, sin] = [Math.cos(0.6) / cell, Math.sin(0.6) / cell];
  const black = rgb(scene.palette.near).map((value) => value * 0.35);
  const at = new Float64Array(3);
  const pixels = shade(width, height, (x, y, out) => {
    const [across, down] = [x * cos + y * sin, -x * sin + y * cos];
    const [column, row] = [Math.round(across), Math.round(down)];
    const [dx, dy] = [across - column, down - row];
    // The tone is read at the dot's middle, so that dots stay round.
    const [cx, cy] = [(column * cos - row * sin) * cell * cell, (column * sin + row * cos) * cell * cell];
    base.sample(cx / width, cy / height, at);
    const dark = 1 - luminance(at[0] ?? 0, at[1] ?? 0, at[2] ?? 0);
    const radius = 0.74 * Math.max(0, dark - 0.08) ** 0.72;
    base.sample(x / width, y / height, out);
    const cover = Math.min(1, Math.max(0, (radius - Math.hypot(dx, dy)) * cell * 0.9 + 0.5));
    for (let k = 0; k < 3; k++) {
      // Four steps to a channel, lifted, as cheap ink on cheap paper.
      const flat = 40 + 215 * (Math.round(((out[k] ?? 0) / 255) ** 0.62 * 5) / 5) ** 0.9;
      out[k] = flat + ((black[k] ?? 0) - flat) * cover;
    }
  });
  return { pixels };
};

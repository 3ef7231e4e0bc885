import { luminance, rgb } from "../color";
import { shade } from "../pixels";
import type { Hand } from "./hand";

const ANGLE = 0.6;
const STEPS = 6;

/** A channel's value in six lifted steps: bright ink on cheap paper. */
const FLAT = Float64Array.from({ length: 256 }, (_, i) => 34 + 221 * (Math.round((i / 255) ** 0.6 * STEPS) / STEPS));

/** Comic print: flat tints under a screen of black dots. */
export const halftone: Hand = ({ scene, base, width, height }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const cell = 9.5 * unit;
  const cos = Math.cos(ANGLE) * cell;
  const sin = Math.sin(ANGLE) * cell;
  const tone = base.toneCurve(0.66);
  const ink = rgb(scene.palette.near);
  const at = new Float64Array(3);
  // The tone is read at the dot's middle, so that dots stay round; neighbouring pixels mostly share a dot.
  let column = Number.NaN;
  let row = Number.NaN;
  let radius = 0;
  const pixels = shade(width, height, (x, y, out) => {
    const across = (x * cos + y * sin) / (cell * cell);
    const down = (y * cos - x * sin) / (cell * cell);
    const nearColumn = Math.round(across);
    const nearRow = Math.round(down);
    if (nearColumn !== column || nearRow !== row) {
      column = nearColumn;
      row = nearRow;
      base.sample((column * cos - row * sin) / width, (column * sin + row * cos) / height, at);
      const [red = 0, green = 0, blue = 0] = at;
      // A pure color is as bright as its strongest channel: the screen shades it, it does not bury it.
      const light = (luminance(red, green, blue) + Math.max(red, green, blue) / 255) / 2;
      radius = 0.74 * Math.max(0, 0.86 - tone(light)) ** 0.8;
    }
    const away = Math.sqrt((across - column) ** 2 + (down - row) ** 2);
    const cover = Math.min(1, Math.max(0, (radius - away) * cell * 0.9 + 0.5));
    base.sample(x / width, y / height, out);
    for (let k = 0; k < 3; k++) {
      const flat = FLAT[(out[k] ?? 0) | 0] ?? 0;
      out[k] = flat + ((ink[k] ?? 0) * 0.4 - flat) * cover;
    }
  });
  return { pixels };
};

import { rgb } from "../colour";
import { grain, noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** A dream on film: soft focus, bloom around the light, a leak of colour, grain. */
export const glow: Hand = ({ scene, base, width, height }) => {
  const leak = rgb(scene.palette.accent);
  const flare = rgb(scene.palette.light);
  const aspect = width / height;
  const [lightU, lightV] = [scene.light.x / scene.width, scene.light.y / scene.height];
  const unit = Math.sqrt(width * height) / 1024;
  const soft = new Float64Array(3);
  const pixels = shade(width, height, (x, y, out) => {
    const [u, v] = [x / width, y / height];
    const drift = (noise(x / unit / 9, y / unit / 9) - 0.5) * 0.05;
    base.sample(u, v, out);
    soft[0] = soft[1] = soft[2] = 0;
    blur(base.sample.bind(base), u + drift, v, soft);
    const bloom = Math.exp(-((u - lightU) ** 2 * aspect + (v - lightV) ** 2 / aspect) * 9);
    const corner = Math.max(0, 1 - Math.hypot(u - 1.05, v - 0.95) * 1.5) ** 1.6;
    const shadow = 1 - 0.5 * ((u - 0.5) ** 2 + (v - 0.5) ** 2);
    const speck = (grain(x, y) - 0.5) * 15;
    for (let k = 0; k < 3; k++) {
      const blended = (out[k] ?? 0) * 0.42 + (soft[k] ?? 0) * 0.58;
      const screened =
        255 -
        (255 - blended) * (1 - bloom * 0.55 * ((flare[k] ?? 0) / 255)) * (1 - corner * 0.6 * ((leak[k] ?? 0) / 255));
      out[k] = screened * shadow + 10 + speck;
    }
  });
  return { pixels };
};

const RING = [
  [0.022, 0],
  [-0.022, 0],
  [0, 0.022],
  [0, -0.022],
] as const;
const near = new Float64Array(3);

function blur(sample: (u: number, v: number, out: Float64Array) => void, u: number, v: number, out: Float64Array) {
  for (const [du, dv] of RING) {
    sample(u + du, v + dv, near);
    for (let k = 0; k < 3; k++) out[k] = (out[k] ?? 0) + (near[k] ?? 0) / RING.length;
  }
}

import { rgb } from "../color";
import { grain, noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** A dream on film: soft focus, bloom around the light, a leak of color, grain. */
export const glow: Hand = ({ scene, base, width, height }) => {
  const leak = rgb(scene.palette.accent);
  const flare = rgb(scene.palette.light);
  const aspect = width / height;
  const [lightU, lightV] = [scene.light.x / scene.width, scene.light.y / scene.height];
  const unit = Math.sqrt(width * height) / 1024;
  const soft = base.softened(16);
  const blurred = new Float64Array(3);
  const pixels = shade(width, height, (x, y, out) => {
    const u = x / width;
    const v = y / height;
    const drift = (noise(x / unit / 9, y / unit / 9) - 0.5) * 0.05;
    base.sample(u, v, out);
    soft.sample(u + drift, v, blurred);
    const bloom = Math.exp(-((u - lightU) ** 2 * aspect + (v - lightV) ** 2 / aspect) * 9);
    const corner = Math.max(0, 1 - Math.sqrt((u - 1.05) ** 2 + (v - 0.95) ** 2) * 1.5) ** 2;
    const shadow = 1 - 0.5 * ((u - 0.5) ** 2 + (v - 0.5) ** 2);
    const speck = (grain(x, y) - 0.5) * 15;
    for (let k = 0; k < 3; k++) {
      const blended = (out[k] ?? 0) * 0.42 + (blurred[k] ?? 0) * 0.58;
      const screened =
        255 -
        (255 - blended) * (1 - bloom * 0.55 * ((flare[k] ?? 0) / 255)) * (1 - corner * 0.6 * ((leak[k] ?? 0) / 255));
      out[k] = screened * shadow + 10 + speck;
    }
  });
  return { pixels };
};

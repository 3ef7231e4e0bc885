import { rgb } from "../color";
import { grain, noise } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** Inks for what is not red, not green and not blue in the scene. */
const DRUMS = [
  ["#0a7ea4", "#ff4b6e", "#ffd23c"],
  ["#3a53c4", "#ff6c4a", "#ffd94a"],
  ["#00838a", "#f15060", "#ffb511"],
  ["#2a4d8f", "#ff48b0", "#ffe35c"],
];

/** Three spot inks, grainy and a little out of register, that multiply on cream paper. */
export const risograph: Hand = ({ base, width, height, random }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const inks = DRUMS[Math.floor(random() * DRUMS.length)] ?? [];
  /** What each drum takes from red, green and blue where it prints fully, drum after drum. */
  const taken = Float64Array.from(inks.flatMap((ink) => rgb(ink).map((value) => 1 - value / 255)));
  const shiftX = inks.map(() => ((random() - 0.5) * 11) / 1024);
  const shiftY = inks.map(() => ((random() - 0.5) * 11) / 1024);
  const tone = base.toneCurve(0.55);
  const pixels = shade(width, height, (x, y, out) => {
    const gx = (x / unit / 1.7) | 0;
    const gy = (y / unit / 1.7) | 0;
    const uneven = 0.88 + 0.2 * noise(x / unit / 5, y / unit / 5);
    out[0] = 250;
    out[1] = 244;
    out[2] = 230;
    for (let drum = 0; drum < 3; drum++) {
      const stencil = base.nearest(x / width + (shiftX[drum] ?? 0), y / height + (shiftY[drum] ?? 0), drum);
      const amount = (1 - tone(stencil / 255)) * uneven;
      // Grain instead of dots: the drum's stencil is a random screen.
      const speck = grain(gx + drum * 1013, gy + drum * 457);
      const cover = Math.min(1, Math.max(0, (amount - speck) * 1.5 + 0.5)) * 0.5 + amount * 0.5;
      for (let k = 0; k < 3; k++) out[k] = (out[k] ?? 0) * (1 - cover * (taken[drum * 3 + k] ?? 0));
    }
  });
  return { pixels };
};

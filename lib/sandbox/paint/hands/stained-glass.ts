import { grain } from "../noise";
import { shade } from "../pixels";
import type { Hand } from "./hand";

/** Leaded glass: cells around scattered seeds, each one color and lit from behind. */
export const stainedGlass: Hand = ({ base, width, height, random }) => {
  const unit = Math.sqrt(width * height) / 1024;
  const cell = 28 * unit;
  const columns = Math.ceil(width / cell) + 3;
  const rows = Math.ceil(height / cell) + 3;
  const seedX = Float64Array.from(
    { length: columns * rows },
    (_, i) => ((i % columns) - 1 + 0.12 + 0.76 * random()) * cell,
  );
  const seedY = Float64Array.from(
    { length: columns * rows },
    (_, i) => (Math.floor(i / columns) - 1 + 0.12 + 0.76 * random()) * cell,
  );
  const pixels = shade(width, height, (x, y, out) => {
    const column = Math.floor(x / cell) + 1;
    const row = Math.floor(y / cell) + 1;
    let nearest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let found = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const i = (row + dy) * columns + column + dx;
        const distance = ((seedX[i] ?? 0) - x) ** 2 + ((seedY[i] ?? 0) - y) ** 2;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          found = i;
        } else if (distance < second) second = distance;
      }
    }
    const gap = Math.sqrt(second) - Math.sqrt(nearest);
    base.sample((seedX[found] ?? 0) / width, (seedY[found] ?? 0) / height, out);
    const lit = (1.14 - Math.sqrt(nearest) / cell / 3) * (0.92 + 0.16 * grain(found, 7));
    const mean = ((out[0] ?? 0) + (out[1] ?? 0) + (out[2] ?? 0)) / 3;
    const glass = Math.min(1, Math.max(0, (gap - 2.2 * unit) / (1.6 * unit)));
    for (let k = 0; k < 3; k++) {
      const vivid = mean + ((out[k] ?? 0) - mean) * 1.35;
      out[k] = 22 + (vivid * lit + 6 - 22) * glass;
    }
  });
  return { pixels };
};

/** Calls `color` for every pixel; it leaves red, green and blue, 0–255, in `out`. */
export function shade(
  width: number,
  height: number,
  color: (x: number, y: number, out: Float64Array) => void,
): Uint8Array {
  const pixels = new Uint8ClampedArray(width * height * 3);
  const out = new Float64Array(3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      color(x, y, out);
      pixels[i] = out[0] ?? 0;
      pixels[i + 1] = out[1] ?? 0;
      pixels[i + 2] = out[2] ?? 0;
    }
  }
  return new Uint8Array(pixels.buffer);
}

/** Lays an opaque elliptical dab; `angle` turns its long axis `rx`. */
export function dab(
  pixels: Uint8Array,
  size: { width: number; height: number },
  at: { x: number; y: number; rx: number; ry: number; angle: number },
  color: readonly [red: number, green: number, blue: number],
): void {
  const { x, y, rx, ry } = at;
  const [cos, sin] = [Math.cos(at.angle) / rx, Math.sin(at.angle) / rx];
  const [acrossX, acrossY] = [(-sin * rx) / ry, (cos * rx) / ry];
  const reach = Math.max(rx, ry) + 1;
  const soft = 1.2 / Math.min(rx, ry);
  for (let py = Math.max(0, Math.floor(y - reach)); py <= Math.min(size.height - 1, y + reach); py++) {
    for (let px = Math.max(0, Math.floor(x - reach)); px <= Math.min(size.width - 1, x + reach); px++) {
      const [dx, dy] = [px - x, py - y];
      const along = dx * cos + dy * sin;
      const across = dx * acrossX + dy * acrossY;
      const distance = along * along + across * across;
      if (distance >= 1) continue;
      // The rim is blended so that dabs have no staircase.
      const cover = Math.min(1, (1 - distance) / (2 * soft));
      const i = (py * size.width + px) * 3;
      pixels[i] = (pixels[i] ?? 0) * (1 - cover) + color[0] * cover;
      pixels[i + 1] = (pixels[i + 1] ?? 0) * (1 - cover) + color[1] * cover;
      pixels[i + 2] = (pixels[i + 2] ?? 0) * (1 - cover) + color[2] * cover;
    }
  }
}

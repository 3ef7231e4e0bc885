/** Red, green, blue, each 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function hex([red, green, blue]: Rgb): string {
  const two = (value: number) =>
    Math.max(0, Math.min(255, Math.round(value)))
      .toString(16)
      .padStart(2, "0");
  return `#${two(red)}${two(green)}${two(blue)}`;
}

/** `share` 0 is all `a`, 1 all `b`. */
export function mix(a: string, b: string, share: number): string {
  const [from, to] = [rgb(a), rgb(b)];
  const blend = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return hex([blend(0), blend(1), blend(2)]);
}

/** Perceived lightness, 0–1. */
export const luminance = (red: number, green: number, blue: number) =>
  (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;

import type { Random } from "../random";

/** Shapes as SVG path data, in the scene's own units. */

export type Point = readonly [x: number, y: number];

export const polygon = (points: Point[]): string => `M${points.map(([x, y]) => `${x} ${y}`).join("L")}Z`;

export const rect = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}Z`;

export const ellipse = (x: number, y: number, rx: number, ry = rx): string =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`;

/** A closed curve through the points' midpoints. */
export function blob(points: Point[]): string {
  const at = (i: number): Point => points[(i + points.length) % points.length] ?? [0, 0];
  const middle = (i: number): Point => [(at(i)[0] + at(i + 1)[0]) / 2, (at(i)[1] + at(i + 1)[1]) / 2];
  const [startX, startY] = middle(-1);
  const curves = points.map(([x, y], i) => `Q${x} ${y} ${middle(i).join(" ")}`);
  return `M${startX} ${startY}${curves.join("")}Z`;
}

/** Land from a skyline down to the bottom. `rough` 0 is a smooth swell, 1 a jagged ridge. */
export function ridge(
  random: Random,
  frame: { width: number; height: number },
  y: number,
  amplitude: number,
  rough: number,
): string {
  const line = skyline(random, frame.width, y, amplitude, rough);
  const first = line[0]?.[1] ?? y;
  const last = line.at(-1)?.[1] ?? y;
  const drawn = rough > 0.5 ? line.map(([px, py]) => `L${px} ${py}`).join("") : smooth(line);
  return `M-20 ${first}${drawn}L${frame.width + 20} ${last}V${frame.height + 20}H-20Z`;
}

/** Sums of sines for swells; a few more octaves for ridges. */
export function skyline(random: Random, width: number, y: number, amplitude: number, rough: number): Point[] {
  const octaves = Array.from({ length: rough > 0.5 ? 5 : 2 }, (_, i) => ({
    phase: random() * 7,
    frequency: ((0.7 + random() * 0.6) * 2 ** i * Math.PI) / 600,
    height: amplitude * (rough > 0.5 ? 0.62 ** i : 0.4 ** i),
  }));
  const step = rough > 0.5 ? 16 : 60;
  const points: Point[] = [];
  for (let x = -20; x <= width + step; x += step) {
    const rise = octaves.reduce((sum, { phase, frequency, height }) => {
      const wave = Math.sin(x * frequency + phase);
      // Folding the sine makes peaks sharp and valleys round.
      return sum + height * (rough > 0.5 ? 1 - 2 * Math.abs(wave) : wave);
    }, 0);
    points.push([x, y - rise + (rough > 0.5 ? (random() - 0.5) * amplitude * 0.08 : 0)]);
  }
  return points;
}

function smooth(line: Point[]): string {
  let path = "";
  for (let i = 1; i < line.length; i++) {
    const [x0, y0] = line[i - 1] ?? [0, 0];
    const [x1, y1] = line[i] ?? [0, 0];
    path += `Q${x0} ${y0} ${(x0 + x1) / 2} ${(y0 + y1) / 2}`;
  }
  return path;
}

/** A conifer's outline: four tiers down one side, up the other. */
export function pine(x: number, y: number, height: number): string {
  const right: Point[] = [[x, y - height]];
  for (let tier = 0; tier < 4; tier++) {
    const foot = y - height * (0.68 - 0.2 * tier);
    const spread = height * (0.1 + 0.06 * tier);
    right.push([x + spread, foot], [x + spread * (tier < 3 ? 0.5 : 0.08), foot]);
  }
  right.push([x + height * 0.024, y + height * 0.04]);
  const left = right.slice(1).map(([px, py]): Point => [2 * x - px, py]);
  return polygon([...right, ...left.reverse()]);
}

/** A bank of puffs on a rounded base. */
export function cloud(random: Random, x: number, y: number, width: number): string {
  const tall = width * 0.09;
  const left = x - width / 2;
  let path = `M${left} ${y}a${tall / 2} ${tall / 2} 0 0 1 0 ${-tall}h${width}a${tall / 2} ${tall / 2} 0 0 1 0 ${tall}Z`;
  const puffs = 4;
  for (let i = 0; i < puffs; i++) {
    const along = (i + 0.5) / puffs - 0.5;
    const radius = width * (0.09 + 0.05 * random() + 0.07 * (1 - Math.abs(along) * 2));
    const [px, py] = [x + along * width * 0.72, y - tall * 0.5];
    path += `M${px - radius} ${py}a${radius} ${radius} 0 0 1 ${2 * radius} 0Z`;
  }
  return path;
}

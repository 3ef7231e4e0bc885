import { randomFrom } from "../random";

const SIZE = 256;
const MASK = SIZE - 1;

/** Four octaves of smooth noise, 0–1, on a tile that repeats; made once, when the first picture needs it. */
let tile: Float32Array | undefined;

/** Smooth noise at a point; one unit is one cell of the tile's finest grid. */
export function noise(x: number, y: number): number {
  tile ??= makeTile();
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const down = y - top;
  const row = (top & MASK) * SIZE;
  const next = ((top + 1) & MASK) * SIZE;
  const a = tile[row + (left & MASK)] ?? 0;
  const b = tile[row + ((left + 1) & MASK)] ?? 0;
  const c = tile[next + (left & MASK)] ?? 0;
  const d = tile[next + ((left + 1) & MASK)] ?? 0;
  const upper = a + (b - a) * right;
  return upper + (c + (d - c) * right - upper) * down;
}

/** White noise, 0–1, different for every pixel. */
export function grain(x: number, y: number): number {
  let value = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  value = Math.imul(value ^ (value >>> 13), 1274126177);
  return ((value ^ (value >>> 16)) >>> 0) / 4294967296;
}

function makeTile(): Float32Array {
  const made = new Float32Array(SIZE * SIZE);
  const random = randomFrom("noise");
  for (const [cells, weight] of [
    [8, 0.5],
    [16, 0.27],
    [32, 0.15],
    [64, 0.08],
  ] as const) {
    const knots = Float32Array.from({ length: cells * cells }, random);
    addOctave(made, knots, cells, weight);
  }
  return made;
}

function addOctave(into: Float32Array, knots: Float32Array, cells: number, weight: number) {
  const at = (x: number, y: number) => knots[(y % cells) * cells + (x % cells)] ?? 0;
  const ease = (t: number) => t * t * (3 - 2 * t);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const [fx, fy] = [(x / SIZE) * cells, (y / SIZE) * cells];
      const [ix, iy] = [Math.floor(fx), Math.floor(fy)];
      const [right, down] = [ease(fx - ix), ease(fy - iy)];
      const upper = at(ix, iy) * (1 - right) + at(ix + 1, iy) * right;
      const lower = at(ix, iy + 1) * (1 - right) + at(ix + 1, iy + 1) * right;
      const i = y * SIZE + x;
      into[i] = (into[i] ?? 0) + weight * (upper * (1 - down) + lower * down);
    }
  }
}

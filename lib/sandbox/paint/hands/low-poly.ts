import { luminance } from "../color";
import type { Raster } from "../raster";
import { svgFile } from "../svg";
import type { Canvas, Hand } from "./hand";

type Corner = readonly [u: number, v: number];

const FACETS = 2600;
/** How many places a corner may try before it settles where the picture changes most. */
const TRIES = 7;

/** Facets of folded light: triangles whose corners lie on the scene's edges, each in the color under its middle. */
export const lowPoly: Hand = (canvas) => {
  const { scene, base, width, height, random } = canvas;
  const grid = cornersOf(canvas);
  const out = new Float64Array(3);
  const facet = (...corners: Corner[]): string => {
    const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
    base.sample(mean(0), mean(1), out);
    // Each facet leans its own way, so it catches a little more or less light.
    const lean = 0.95 + 0.1 * random();
    const color = `rgb(${Array.from(out, (value) => Math.min(255, Math.round(value * lean + 2))).join()})`;
    const points = corners.map(([u, v]) => `${(u * scene.width).toFixed(1)} ${(v * scene.height).toFixed(1)}`);
    return `<path d="M${points.join("L")}Z" fill="${color}" stroke="${color}"/>`;
  };
  let facets = "";
  for (const [row, corners] of grid.entries()) {
    for (const [column, a] of corners.entries()) {
      const b = corners[column + 1];
      const c = grid[row + 1]?.[column];
      const d = grid[row + 1]?.[column + 1];
      if (!b || !c || !d) continue;
      facets += (row + column) % 2 ? facet(a, b, c) + facet(b, d, c) : facet(a, b, d) + facet(a, d, c);
    }
  }
  return { svg: svgFile(scene, width, height, `<g stroke-width=".8">${facets}</g>`) };
};

function cornersOf({ scene, base, random }: Canvas): Corner[][] {
  const cell = Math.sqrt((scene.width * scene.height * 2) / FACETS);
  const columns = Math.ceil(scene.width / cell);
  const rows = Math.ceil(scene.height / cell);
  const near = (column: number, row: number): Corner => {
    const shake = () => (random() - 0.5) * 0.84;
    return [(column + shake()) / columns, (row + shake()) / rows];
  };
  const corner = (column: number, row: number): Corner => {
    const onBorder = column === 0 || row === 0 || column === columns || row === rows;
    if (onBorder) return [column / columns, row / rows];
    const places = Array.from({ length: TRIES }, () => near(column, row));
    return places.reduce((best, place) => (contrastAt(base, place) > contrastAt(base, best) ? place : best));
  };
  return Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column) => corner(column, row)),
  );
}

const around = new Float64Array(3);
const STEP = 0.005;

function contrastAt(base: Raster, [u, v]: Corner): number {
  const light = (du: number, dv: number) => {
    base.sample(u + du, v + dv, around);
    return luminance(around[0] ?? 0, around[1] ?? 0, around[2] ?? 0);
  };
  return Math.abs(light(STEP, 0) - light(-STEP, 0)) + Math.abs(light(0, STEP) - light(0, -STEP));
}

import { svgFile } from "../svg";
import type { Hand } from "./hand";

/** Facets of folded light: a shaken grid of triangles, each in the colour under its middle. */
export const lowPoly: Hand = ({ scene, base, width, height, random }) => {
  const cell = Math.sqrt((scene.width * scene.height) / 950);
  const columns = Math.ceil(scene.width / cell);
  const rows = Math.ceil(scene.height / cell);
  const corner = (column: number, row: number): [number, number] => {
    const inside = column > 0 && row > 0 && column < columns && row < rows;
    const shake = inside ? 0.75 : 0;
    return [
      ((column + (random() - 0.5) * shake) / columns) * scene.width,
      ((row + (random() - 0.5) * shake) / rows) * scene.height,
    ];
  };
  const grid = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column) => corner(column, row)),
  );
  const out = new Float64Array(3);
  const facet = (...points: [number, number][]): string => {
    const [u, v] = [0, 1].map((axis) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / 3);
    base.sample((u ?? 0) / scene.width, (v ?? 0) / scene.height, out);
    // Each facet leans its own way, so it catches a little more or less light.
    const lean = 0.9 + 0.2 * random();
    const colour = Array.from(out, (value) => Math.min(255, Math.round(value * lean + 3))).join();
    const d = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    return `<path d="M${d}Z" fill="rgb(${colour})" stroke="rgb(${colour})"/>`;
  };
  let facets = "";
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [a, b] = [grid[row]?.[column], grid[row]?.[column + 1]];
      const [c, d] = [grid[row + 1]?.[column], grid[row + 1]?.[column + 1]];
      if (!a || !b || !c || !d) continue;
      facets += (row + column) % 2 ? facet(a, b, c) + facet(b, d, c) : facet(a, b, d) + facet(a, d, c);
    }
  }
  return { svg: svgFile(scene, width, height, `<g stroke-width=".8">${facets}</g>`) };
};

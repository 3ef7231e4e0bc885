/** Pictures side by side at one height. */
export interface Row {
  /** Index of the first picture, and of the one behind the last. */
  start: number;
  end: number;
  /** Pixels. */
  height: number;
}

/** A picture that is narrower or wider than this is cut to it, or it would be a line. */
const NARROWEST = 0.5;
const WIDEST = 3.5;

/** Width ÷ height that a picture has in the grid; pixels null: bytes that are no picture. */
export function shapeOf(width: number | null, height: number | null): number {
  if (width === null || height === null) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/**
 * Lays pictures out in rows that fill `width`, each at least `height` high (all in pixels): as many to a row as fit at that
 * height, then enlarged together. So do the browser's flex rows, which show the same before any script runs. The last row
 * is not enlarged.
 */
export function justify(
  shapes: number[],
  { width, height, gap }: { width: number; height: number; gap: number },
): Row[] {
  const rows: Row[] = [];
  let start = 0;
  let sum = 0;
  for (const [at, shape] of shapes.entries()) {
    const gaps = (at - start) * gap;
    if (at > start && (sum + shape) * height + gaps > width) {
      rows.push({ start, end: at, height: (width - gaps + gap) / sum });
      start = at;
      sum = 0;
    }
    sum += shape;
  }
  const last = shapes.length - start;
  if (last > 0) rows.push({ start, end: shapes.length, height: Math.min(height, (width - (last - 1) * gap) / sum) });
  return rows;
}

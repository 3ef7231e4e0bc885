import fc from "fast-check";
import { expect, it } from "vitest";
import { justify, shapeOf } from "@/app/(studio)/gallery/_components/justify";

const GAP = 8;
const widthOf = (shapes: number[], height: number) =>
  shapes.reduce((sum, shape) => sum + shape * height, 0) + (shapes.length - 1) * GAP;

const shape = fc
  .tuple(fc.integer({ min: 16, max: 9000 }), fc.integer({ min: 16, max: 9000 }))
  .map(([w, h]) => shapeOf(w, h));
const layouts = fc.record({
  shapes: fc.array(shape, { maxLength: 200 }),
  width: fc.integer({ min: 320, max: 3840 }),
  height: fc.constantFrom(120, 200),
});

it("fills every row but the last from edge to edge", () => {
  fc.assert(
    fc.property(layouts, ({ shapes, width, height }) => {
      for (const row of justify(shapes, { width, height, gap: GAP }).slice(0, -1)) {
        expect(widthOf(shapes.slice(row.start, row.end), row.height)).toBeCloseTo(width, 6);
      }
    }),
  );
});

it("shows every picture once, in order", () => {
  fc.assert(
    fc.property(layouts, ({ shapes, width, height }) => {
      let at = 0;
      for (const row of justify(shapes, { width, height, gap: GAP })) {
        expect(row.start).toBe(at);
        expect(row.end).toBeGreaterThan(at);
        at = row.end;
      }
      expect(at).toBe(shapes.length);
    }),
  );
});

it("makes no row lower than asked, unless a single picture is wider than the window", () => {
  fc.assert(
    fc.property(layouts, ({ shapes, width, height }) => {
      for (const row of justify(shapes, { width, height, gap: GAP })) {
        const only = row.end - row.start === 1 ? (shapes[row.start] ?? 0) : 0;
        if (only * height <= width) expect(row.height).toBeGreaterThanOrEqual(height);
      }
    }),
  );
});

it("does not enlarge the last row", () => {
  expect(justify([1, 1], { width: 1000, height: 200, gap: GAP })).toEqual([{ start: 0, end: 2, height: 200 }]);
  expect(justify([], { width: 1000, height: 200, gap: GAP })).toEqual([]);
});

it("keeps the rows above a new page of pictures where they were", () => {
  fc.assert(
    fc.property(layouts, fc.array(shape, { minLength: 1, maxLength: 60 }), ({ shapes, width, height }, more) => {
      const measures = { width, height, gap: GAP };
      const before = justify(shapes, measures).slice(0, -1);
      expect(justify([...shapes, ...more], measures).slice(0, before.length)).toEqual(before);
    }),
  );
});

it("cuts lines to shapes that can be seen, and gives files a square", () => {
  expect(shapeOf(8000, 10)).toBe(3.5);
  expect(shapeOf(10, 8000)).toBe(0.5);
  expect(shapeOf(null, null)).toBe(1);
});

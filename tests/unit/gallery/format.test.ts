import fc from "fast-check";
import { expect, it } from "vitest";
import { altOf, formatBytes, formatRatio } from "@/lib/gallery/format";

it("writes bytes in the unit that reads best", () => {
  expect([0, 999, 1000, 999_499, 999_500, 1_440_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1 kB",
    "999 kB",
    "1.0 MB",
    "1.4 MB",
  ]);
});

it("names the ratio that rounded pixels stand for", () => {
  expect(formatRatio(1344, 768)).toBe("7:4");
  expect(formatRatio(1024, 1024)).toBe("1:1");
  expect(formatRatio(832, 1248)).toBe("2:3");
  expect(formatRatio(1000, 1)).toBe("1000:1");
});

it("finds a ratio within half a percent for every picture", () => {
  const side = fc.integer({ min: 64, max: 8192 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const [across = 0, down = 0] = formatRatio(width, height).split(":").map(Number);
      expect(Math.abs(across / down / (width / height) - 1)).toBeLessThan(0.005);
    }),
  );
});

it("shortens a long prompt to what is worth hearing", () => {
  expect(altOf("a fox")).toBe("a fox");
  expect(altOf("x".repeat(20_000))).toHaveLength(241);
});

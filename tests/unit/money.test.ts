import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatRange, formatUsd, toNano } from "@/lib/money";

describe("money", () => {
  it.each([
    [0, "$0"],
    [31_000_000, "$0.031"],
    [67_200_000, "$0.0672"],
    [240_000_000, "$0.24"],
    [1_500_000_000, "$1.50"],
    [12_345_678_900, "$12.35"],
    [1, "<$0.0001"],
  ])("%i nano-dollars read %s", (nano, text) => {
    expect(formatUsd(nano)).toBe(text);
  });

  it("writes a range once where both ends read the same", () => {
    expect(formatRange({ low: 210_000_000, high: 260_000_000 })).toBe("$0.21–0.26");
    expect(formatRange({ low: 40_000_000, high: 40_000_001 })).toBe("$0.04");
  });

  it("takes whole nano-dollars from sane amounts and nothing from anything else", () => {
    expect(toNano(0.0687)).toBe(68_700_000);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const nano = toNano(value);
        expect(nano === null || (Number.isSafeInteger(nano) && nano >= 0)).toBe(true);
      }),
    );
    for (const value of ["0.04", Number.NaN, -1, 1e9, null, undefined, {}]) expect(toNano(value)).toBeNull();
  });
});

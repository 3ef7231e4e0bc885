import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Budget } from "@/lib/cli/generate/budget";

describe("a budget", () => {
  it("lets in what fits beside what is under way and what was spent", async () => {
    const budget = new Budget(100, false);
    expect(await budget.take(60)).toBeNull();
    expect(await budget.take(40)).toBeNull();
    budget.settle(60, 50);
    budget.settle(40, 40);
    expect(await budget.take(11)).toMatch(/is left of the budget/);
    expect(await budget.take(10)).toBeNull();
  });

  it("waits where what is under way may turn out cheaper", async () => {
    const budget = new Budget(100, false);
    await budget.take(80);
    const waiting = budget.take(50);
    budget.settle(80, 50);
    expect(await waiting).toBeNull();
  });

  it("refuses an unknown price, unless told otherwise, and only where there is a limit", async () => {
    expect(await new Budget(100, false).take(null)).toMatch(/--allow-unknown-price/);
    expect(await new Budget(100, true).take(null)).toBeNull();
    expect(await new Budget(null, false).take(null)).toBeNull();
  });

  it("is never passed, in whatever order things cost at most what was held for them", async () => {
    const jobs = fc.array(fc.record({ high: fc.nat(60), share: fc.double({ min: 0, max: 1, noNaN: true }) }));
    await fc.assert(
      fc.asyncProperty(fc.nat(200), jobs, fc.integer({ min: 1, max: 4 }), async (limit, wanted, atOnce) => {
        const budget = new Budget(limit, false);
        const running: (() => void)[] = [];
        for (const { high, share } of wanted) {
          const taken = budget.take(high);
          // Somebody who waits is let in, or refused, once others have ended.
          if (running.length >= atOnce || budget.spent + high > limit) for (const end of running.splice(0)) end();
          const refused = await Promise.race([taken, Promise.resolve().then(() => "waits" as const)]);
          for (const end of refused === "waits" ? running.splice(0) : []) end();
          if ((await taken) === null) running.push(() => budget.settle(high, Math.floor(high * share)));
          expect(budget.spent).toBeLessThanOrEqual(limit);
        }
        for (const end of running) end();
        expect(budget.spent).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

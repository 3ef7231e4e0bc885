import { describe, expect, it } from "vitest";
import { ImagesAnswer } from "@/lib/openrouter/images-answer";

const completed = (usage?: unknown) => ({ value: { type: "image_generation.completed", b64_json: "AAAA", usage } });

function costOf(...usages: unknown[]): number | null {
  const answer = new ImagesAnswer();
  for (const usage of usages) answer.add(completed(usage));
  expect(answer.images).toHaveLength(usages.length);
  return answer.cost;
}

describe("the cost of a stream of several pictures", () => {
  it("is the one figure that it names, wherever it stands", () => {
    expect(costOf(undefined, undefined, { cost: 0.12 })).toBe(0.12);
    expect(costOf({ cost: 0.12 }, null, {})).toBe(0.12);
  });

  it("is left to a look-up when there are several: each may be its picture's or the whole call's", () => {
    expect(costOf({ cost: 0.12 }, { cost: 0.12 })).toBeNull();
    expect(costOf({ cost: 0.04 }, { cost: 0.08 }, { cost: 0.12 })).toBeNull();
  });

  it("is not known when none is named", () => {
    expect(costOf(undefined, { cost: "much" })).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { ChatAnswer } from "@/lib/openrouter/chat-answer";
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

describe("the cost of a call that a provider's own key pays (BYOK)", () => {
  const byok = (providers?: number) => ({
    cost: 0,
    is_byok: true,
    cost_details: { upstream_inference_cost: providers },
  });

  it("is OpenRouter's fee and the provider's bill, never the fee alone", () => {
    expect(costOf({ ...byok(0.06), cost: 0.003 })).toBeCloseTo(0.063);
    expect(costOf(byok(0.06))).toBe(0.06);
    expect(costOf(byok())).toBeNull();
  });

  it("is on chat the same, and without such a key the provider's bill is in the cost already", () => {
    const chat = new ChatAnswer();
    chat.add({ value: { choices: [], usage: byok(0.06) } });
    expect(chat.cost).toBe(0.06);
    expect(costOf({ ...byok(0.06), cost: 0.06, is_byok: false })).toBe(0.06);
  });
});

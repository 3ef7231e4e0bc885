import type { Bill } from "./cost";

/** Chat-shaped on both routes (CONTRACT §2.2). `cost` is in US dollars; anything else only in the faults that lie. */
export type Usage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  cost: unknown;
  is_byok: boolean;
  prompt_tokens_details: { cached_tokens: number };
  cost_details: {
    upstream_inference_cost: number;
    upstream_inference_prompt_cost: number;
    upstream_inference_completions_cost: number;
  };
  completion_tokens_details: { reasoning_tokens: number; image_tokens: number };
};

export function usageOf(bill: Bill, cost: number): Usage {
  const prompt = bill.promptTokens + bill.referenceTokens;
  const images = bill.imageTokens * bill.images;
  const completion = images + bill.wordTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost,
    is_byok: false,
    prompt_tokens_details: { cached_tokens: 0 },
    cost_details: {
      upstream_inference_cost: cost,
      upstream_inference_prompt_cost: 0,
      upstream_inference_completions_cost: cost,
    },
    completion_tokens_details: { reasoning_tokens: 0, image_tokens: images },
  };
}

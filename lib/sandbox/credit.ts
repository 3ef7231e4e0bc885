import type { Model } from "./catalog/types";
import type { PaidExchange } from "./exchange";
import { Refusal } from "./refusal";
import type { State } from "./state";

/** US dollars on a key whose spelling says that it has little; real keys do not tell. */
const LOW_CREDIT = 0.05;
const isLow = (key: string) => key.includes("lowcredit");

export const spentBy = ({ spent }: State, key: string): number => spent.get(key) ?? 0;

/** US dollars that a key may still spend; null without a limit. */
export function balanceOf(state: State, key: string): number | null {
  const limit = state.issuedKeys.get(key)?.limit ?? (isLow(key) ? LOW_CREDIT : null);
  return limit === null ? null : Math.max(0, limit - spentBy(state, key));
}

export function noteSpending(state: State, key: string, cost: number) {
  state.spent.set(key, spentBy(state, key) + cost);
}

/** @throws Refusal 402 when nothing is left */
export function refuseWithoutCredit({ state, key }: PaidExchange) {
  if (balanceOf(state, key) !== 0) return;
  throw isLow(key)
    ? new Refusal(402, "Insufficient credits. Add more using https://openrouter.ai/credits")
    : overLimit();
}

const overLimit = () =>
  new Refusal(
    402,
    "Key limit exceeded. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher monthly limit",
  );

/**
 * Chat sets credit aside for the longest answer that `max_tokens` allows, or the model's longest without it, although
 * one picture costs far less (QUIRKS 56).
 * @throws Refusal 402 with the number of tokens that the key affords
 */
export function refuseUnaffordable({ state, key }: PaidExchange, model: Model, maxTokens: number | null) {
  const balance = balanceOf(state, key);
  const perToken = Number(model.chatPricing.completion ?? 0);
  const wanted = maxTokens ?? model.maxOutputTokens;
  if (balance === null || wanted === null || perToken <= 0) return;
  const affords = Math.floor(balance / perToken);
  if (wanted <= affords) return;
  throw new Refusal(
    402,
    `This request requires more credits, or fewer max_tokens. You requested up to ${wanted} tokens, but can only afford ${affords}. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account`,
    { provider_name: null },
  );
}

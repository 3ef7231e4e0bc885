import { z } from "zod";

const dollars = z.number().nullish().catch(null);

/** What an answer says of its cost; the rest of `usage` is of no interest here. */
export const Usage = z
  .looseObject({
    cost: dollars,
    is_byok: z.boolean().nullish().catch(null),
    cost_details: z.looseObject({ upstream_inference_cost: dollars }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

/** US dollars; null: not told. */
export const costIn = (usage: z.infer<typeof Usage>): number | null =>
  wholeCost(usage?.cost, usage?.is_byok, usage?.cost_details?.upstream_inference_cost);

/**
 * US dollars that a call costs a person; null: not told. Where the account holds a key of the provider's own (BYOK),
 * OpenRouter names its fee alone, mostly 0, and what the provider bills beside it.
 */
export function wholeCost(
  own: number | null | undefined,
  isByok: boolean | null | undefined,
  providers: number | null | undefined,
): number | null {
  if (!isByok) return own ?? null;
  return own == null || providers == null ? null : own + providers;
}

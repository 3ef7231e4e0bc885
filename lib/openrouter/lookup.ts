import "server-only";
import { z } from "zod";
import { getJson } from "@/lib/egress";
import { wholeCost } from "./usage";

const Record = z.object({
  data: z.looseObject({
    total_cost: z.number().nullish().catch(null),
    is_byok: z.boolean().nullish().catch(null),
    upstream_inference_cost: z.number().nullish().catch(null),
    finish_reason: z.string().nullish().catch(null),
    cancelled: z.boolean().nullish().catch(null),
    provider_name: z.string().nullish().catch(null),
    model: z.string().nullish().catch(null),
  }),
});

/** What OpenRouter recorded of one call. */
export interface Lookup {
  /** US dollars; null: not in the record (yet). */
  cost: number | null;
  /** The call is over; without it a cost of 0 may only mean that it still runs. */
  finished: boolean;
  provider: string | null;
  model: string | null;
}

/** Milliseconds after our side lost the line: a charge of nothing that is read while the model still works proves nothing. */
const FINAL_AFTER_MS = 60_000;

/** Whether the figure may be written down: one above 0 at once, 0 only once the call has been over for a while. */
export function isFinal({ cost, finished }: Lookup, lostAt: Date | null): boolean {
  if (cost === null) return false;
  return cost > 0 || (finished && Date.now() - (lostAt?.getTime() ?? 0) >= FINAL_AFTER_MS);
}

/** Asks for the record of a call. Null: there is none yet (they come seconds late), or no answer came. */
export async function lookUp(baseUrl: string, apiKey: string, openrouterId: string): Promise<Lookup | null> {
  const url = `${baseUrl}/generation?id=${encodeURIComponent(openrouterId)}`;
  const answer = await getJson(url, { headers: { authorization: `Bearer ${apiKey}` }, timeoutMs: 15_000 }).catch(
    () => null,
  );
  const record = answer?.status === 200 ? Record.safeParse(answer.json).data?.data : undefined;
  if (!record) return null;
  return {
    cost: wholeCost(record.total_cost, record.is_byok, record.upstream_inference_cost),
    finished: Boolean(record.finish_reason) || record.cancelled === true,
    provider: record.provider_name ?? null,
    model: record.model ?? null,
  };
}

import "server-only";
import { z } from "zod";
import { getJson } from "@/lib/egress";

const Record = z.object({
  data: z.looseObject({
    total_cost: z.number().nullish().catch(null),
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

/** Asks for the record of a call. Null: there is none yet (they come seconds late), or no answer came. */
export async function lookUp(baseUrl: string, apiKey: string, openrouterId: string): Promise<Lookup | null> {
  const url = `${baseUrl}/generation?id=${encodeURIComponent(openrouterId)}`;
  const answer = await getJson(url, { headers: { authorization: `Bearer ${apiKey}` }, timeoutMs: 15_000 }).catch(
    () => null,
  );
  const record = answer?.status === 200 ? Record.safeParse(answer.json).data?.data : undefined;
  if (!record) return null;
  return {
    cost: record.total_cost ?? null,
    finished: Boolean(record.finish_reason) || record.cancelled === true,
    provider: record.provider_name ?? null,
    model: record.model ?? null,
  };
}

import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { ask } from "@/lib/models/ask";
import { NANO } from "@/lib/money";
import type { Upstream } from "@/lib/settings/upstream";
import type { HelpKind, HelpOffer } from "./schema";

/** Cheap, quick, and reads pictures. */
const DEFAULT = "google/gemini-2.5-flash-lite";

/** Milliseconds that a list is used. */
const FRESH_MS = 60 * 60_000;
/** The same where there was none to be had. */
const RETRY_MS = 60_000;
/** Milliseconds for the list. */
const LIST_MS = 10_000;

const words = z.array(z.string()).catch([]);
const dollars = z.coerce.number().nonnegative().nullish().catch(null);

const Listed = z.looseObject({
  id: z.string().min(1),
  architecture: z.looseObject({ input_modalities: words, output_modalities: words }),
  pricing: z.looseObject({ prompt: dollars, completion: dollars }).catch({ prompt: null, completion: null }),
});
const List = z.looseObject({ data: z.array(z.unknown()) });

interface Kept {
  offers: HelpOffer[];
  until: number;
}

// Next loads a module once for pages, once for routes, once for instrumentation: only globalThis is shared.
const shared = globalThis as typeof globalThis & { proofsheetTextModels?: Map<string, Kept> };

/**
 * The text model that helps with prompts: PROOFSHEET_TEXT_MODEL, else the default; where the server lists that one no more,
 * the cheapest that can do it, never simply the first: the newest models are the most expensive ones.
 */
export async function textModel(server: Upstream, kind: HelpKind): Promise<HelpOffer> {
  const wanted = env().textModel ?? DEFAULT;
  const offers = await listed(server);
  const found = offers.find(({ model }) => model === wanted);
  if (found) return found;
  const fitting = offers.filter(({ describes, price }) => price && (kind === "polish" || describes));
  const cheapest = fitting.sort((a, b) => (a.price?.output ?? 0) - (b.price?.output ?? 0))[0];
  // One that was chosen is asked although it is not listed: the list may lack it, and nobody else was meant.
  return (env().textModel ? undefined : cheapest) ?? { model: wanted, price: null, describes: true };
}

async function listed(server: Upstream): Promise<HelpOffer[]> {
  shared.proofsheetTextModels ??= new Map();
  const kept = shared.proofsheetTextModels.get(server.origin);
  if (kept && kept.until > Date.now()) return kept.offers;
  try {
    const list = List.parse(await ask(server, AbortSignal.timeout(LIST_MS))("/models"));
    const offers = list.data.flatMap((item) => toOffer(Listed.safeParse(item).data));
    shared.proofsheetTextModels.set(server.origin, { offers, until: Date.now() + FRESH_MS });
    return offers;
  } catch (error) {
    log.warn("prompts.no_text_models", { reason: error instanceof Error ? error.message : String(error) });
    const offers = kept?.offers ?? [];
    shared.proofsheetTextModels.set(server.origin, { offers, until: Date.now() + RETRY_MS });
    return offers;
  }
}

/** None for a model that makes more than text; "-1" is OpenRouter's word for a price that depends. */
function toOffer(item: z.infer<typeof Listed> | undefined): HelpOffer[] {
  if (!item || item.architecture.output_modalities.some((modality) => modality !== "text")) return [];
  const { prompt, completion } = item.pricing;
  return [
    {
      model: item.id,
      price: prompt == null || completion == null ? null : { input: prompt * NANO, output: completion * NANO },
      describes: item.architecture.input_modalities.includes("image"),
    },
  ];
}

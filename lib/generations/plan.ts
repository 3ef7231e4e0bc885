import { endpointsFor, referenceRange } from "@/lib/models/capabilities";
import type { Model } from "@/lib/models/schema";
import type { Settings } from "@/lib/models/settings";

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 31;

/**
 * The settings of each request that together bring `count` pictures of the model: most models make one a request. Where its
 * providers differ the least counts: then each of them can take every request. A chosen seed counts up, or the same
 * picture would be paid for again and again.
 */
export function planGenerations(model: Model, count: number, settings: Omit<Settings, "n">): Settings[] {
  const able = endpointsFor(model, { ...settings, n: 1 }, referenceRange(model).min);
  const each = Math.min(...(able.length > 0 ? able : [model]).map(mostPerRequest));
  return Array.from({ length: Math.ceil(count / each) }, (_, request) => ({
    ...settings,
    ...(settings.seed !== undefined && { seed: (settings.seed + request) % SEEDS }),
    n: Math.min(each, count - request * each),
  }));
}

function mostPerRequest({ capabilities }: Pick<Model, "capabilities">): number {
  const { n } = capabilities;
  // OpenRouter takes 10 at most, whatever a provider declares.
  return n?.type === "range" ? Math.max(1, Math.min(Math.floor(n.max), 10)) : 1;
}

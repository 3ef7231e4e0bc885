import { costOf } from "./cost";
import { noteSpending } from "./credit";
import type { PaidExchange } from "./exchange";
import type { Fault } from "./faults";
import type { Ending } from "./frames";
import { billFor, type Finish, type Job, STOPPED } from "./job";
import type { Cached } from "./response-cache";
import { usageOf } from "./usage";

/** The real look-up answers 404 for seconds (QUIRKS 51). */
const LOOKUP_LAG_MS = 3000;

const NOTHING_COUNTED = { promptTokens: 0, referenceTokens: 0, imageTokens: 0, wordTokens: 0 };
const FAILED = { finish_reason: "error", native_finish_reason: null } as const;

/** The books of one call: its bill, and, once it has ended, who paid and what a look-up will tell. */
export function openBooks(
  { state, line, key }: PaidExchange,
  job: Job,
  { fault, cached, hungUpPays }: { fault: Fault | undefined; cached: Cached | undefined; hungUpPays: boolean },
) {
  const arrived = performance.now();
  // From the cache nothing is billed, and every counter says 0.
  const bill = { ...billFor(job), ...(cached && NOTHING_COUNTED) };
  const cost = cached ? 0 : costOf(job.model, job.endpoint, bill);
  const usage = usageOf(bill, cost);

  function close(ending: Ending, answered: Finish | undefined) {
    line.charged = !cached && (fault?.charges ?? true) && (ending !== "hung-up" || hungUpPays);
    line.cost = line.charged ? cost : 0;
    noteSpending(state, key, line.cost);
    const lag = fault?.lookUp?.lagMs ?? (state.latency === "realistic" ? LOOKUP_LAG_MS : 0);
    state.generations.set(line.id, {
      line,
      model: job.model.id,
      providerName: job.endpoint.provider_name,
      finish: finishOf(line.charged || cached !== undefined, answered),
      promptTokens: usage.prompt_tokens,
      imageTokens: usage.completion_tokens_details.image_tokens,
      completionTokens: usage.completion_tokens,
      references: bill.references,
      streamed: job.stream,
      cancelled: ending === "hung-up",
      took: Math.round(performance.now() - arrived),
      visibleFrom: Date.now() + lag,
      cachedFrom: cached?.sourceId ?? null,
      lookUp: fault?.lookUp,
    });
  }

  return { arrived, usage, close };
}

/** What failed cannot have stopped in order; a refusal keeps its own reason. */
function finishOf(charged: boolean, answered: Finish | undefined) {
  if (charged) return answered ?? STOPPED;
  return answered && answered !== STOPPED ? answered : FAILED;
}

import { type Bill, costOf } from "./cost";
import type { PaidExchange } from "./exchange";
import { type Fault, faultIn, withoutMarkers } from "./faults";
import { comment, done, type Ending, event, type Frame, type Frames, writeFrames } from "./frames";
import { billFor, type Job, type Result } from "./job";
import { realisticMs, waitUntil } from "./latency";
import { paint, preview } from "./paint/paint";
import { usageOf } from "./usage";

/** How a route says what happened; both routes share everything else. */
export type Dialect = {
  body: (job: Job, result: Result) => unknown;
  /** Absent when the route shows no previews. */
  preview?: (b64: string, index: number) => unknown;
  events: (job: Job, result: Result) => unknown[];
  /** The event that ends a stream which failed after it began. */
  failure: (job: Job, id: string) => unknown;
  /** Whether a client that hangs up still pays (CONTRACT §2.7, §3.4). */
  billsAfterHangUp: (job: Job) => boolean;
};

/** The share of the waiting time after which the two previews go out. */
const PREVIEWS_AT = [0.35, 0.7];

/** The real look-up answers 404 for seconds (QUIRKS 51). */
const LOOKUP_LAG_MS = 3000;

/** Makes the pictures of a job and answers with them: faults, painting, waiting, delivery, books. */
export async function generate(exchange: PaidExchange, job: Job, dialect: Dialect): Promise<void> {
  const { line, state } = exchange;
  const arrived = performance.now();
  const bill = billFor(job);
  const cost = costOf(job.model, job.endpoint, bill);
  const fault = faultIn(job.prompt);
  line.fault = fault?.name;

  const settle = (ending: Ending) => {
    line.charged = (fault?.charges ?? true) && (ending !== "hung-up" || dialect.billsAfterHangUp(job));
    line.cost = line.charged ? cost : 0;
    recordGeneration(exchange, job, bill, {
      cancelled: ending === "hung-up",
      took: performance.now() - arrived,
      fault,
    });
  };

  fault?.prepare?.(exchange);
  const refusal = fault?.refuse?.(exchange, job);
  if (refusal) throw refusal;
  if (fault?.answer) {
    await fault.answer(exchange);
    settle(exchange.hungUp.aborted ? "hung-up" : "cut");
    return;
  }

  const seed = seedOf(exchange, job);
  const wait = state.latency === "none" ? 0 : realisticMs(job.model, { seed, tier: job.tier, quality: job.quality });
  const reach = (fraction: number) => waitUntil(arrived + wait * fraction, exchange.hungUp);
  exchange.response.setHeader("Content-Type", job.stream ? "text/event-stream" : "application/json");
  exchange.response.setHeader("Cache-Control", "no-cache");

  async function* work(): AsyncGenerator<Frame> {
    if (job.stream) yield comment;
    const pictures = await paintAll(job, seed);
    line.images = pictures.length;
    if (job.stream) yield* previewFrames(job, pictures, reach, dialect);
    await reach(1);
    const usage = usageOf(bill, cost);
    const made: Result = { id: line.id, created: Math.floor(Date.now() / 1000), pictures: pictures.map(encode), usage };
    const result = fault?.alter?.(made) ?? made;
    if (!job.stream) yield { carries: "picture", bytes: Buffer.from(JSON.stringify(dialect.body(job, result))) };
    else {
      for (const payload of dialect.events(job, result)) yield event("picture", payload);
      yield done;
    }
  }

  const failure = job.stream ? [event("end", dialect.failure(job, line.id)), done] : [failureBody];
  const frames: Frames = fault?.tamper?.(work(), { failure, exchange, argument: fault.argument }) ?? work();
  const ending = await writeFrames(exchange, frames, () => settle("complete"));
  if (ending === "hung-up") settle("hung-up");
}

/** A buffered answer that fails after it began keeps its 200 (CONTRACT §3.4). */
const failureBody: Frame = {
  carries: "end",
  bytes: Buffer.from(JSON.stringify({ error: { code: 502, message: "Provider returned error", metadata: null } })),
};

type Painted = { bytes: Buffer; mediaType: string };
const encode = ({ bytes, mediaType }: Painted) => ({ b64: bytes.toString("base64"), mediaType });

async function paintAll(job: Job, seed: string): Promise<Painted[]> {
  const pictures: Painted[] = [];
  for (let index = 0; index < job.n; index++) {
    pictures.push(
      await paint({
        ...job.size,
        model: job.model.id,
        prompt: withoutMarkers(job.prompt),
        seed: `${seed} ${index}`,
        format: job.format,
        compression: job.compression,
        transparent: job.transparent,
        references: job.references.flatMap(({ bytes }) => (bytes ? [bytes] : [])),
      }),
    );
  }
  return pictures;
}

async function* previewFrames(
  job: Job,
  pictures: Painted[],
  reach: (fraction: number) => Promise<void>,
  dialect: Dialect,
): AsyncGenerator<Frame> {
  const [first] = pictures;
  // A vector model streams its markup instead.
  if (!first || !dialect.preview || job.format === "svg") return;
  for (const [index, fraction] of PREVIEWS_AT.entries()) {
    const picture = await preview(first.bytes, fraction);
    await reach(fraction);
    yield event("preview", dialect.preview(picture.toString("base64"), index));
    yield comment;
  }
}

/**
 * The seed asked for. Without one a real model paints another picture each time, so the sandbox counts: the first take
 * of a wish is always the same, the second another.
 */
function seedOf({ state }: PaidExchange, job: Job): string {
  if (job.seed !== undefined) return `seed ${job.seed}`;
  const wish = `${job.model.id} ${job.prompt}`;
  const take = state.takes.get(wish) ?? 0;
  state.takes.set(wish, take + 1);
  return `take ${take}`;
}

function recordGeneration(
  { state, line }: PaidExchange,
  job: Job,
  bill: Bill,
  outcome: { cancelled: boolean; took: number; fault: Fault | undefined },
) {
  const lag = outcome.fault?.lookupLagMs ?? (state.latency === "realistic" ? LOOKUP_LAG_MS : 0);
  state.generations.set(line.id, {
    line,
    providerName: job.endpoint.provider_name,
    promptTokens: bill.promptTokens + bill.referenceTokens,
    imageTokens: bill.imageTokens * bill.images,
    references: bill.references,
    streamed: job.stream,
    cancelled: outcome.cancelled,
    took: Math.round(outcome.took),
    visibleFrom: Date.now() + lag,
  });
}

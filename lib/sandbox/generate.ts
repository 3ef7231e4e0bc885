import { openBooks } from "./books";
import type { Dialect } from "./dialect";
import { paintAll, previewFrames, seedOf } from "./easel";
import type { PaidExchange } from "./exchange";
import { faultIn } from "./faults";
import { comment, done, type Ending, event, type Frame, type Frames, writeFrames } from "./frames";
import type { Finish, Job, Result } from "./job";
import { realisticMs, waitUntil } from "./latency";
import { recall, remember } from "./response-cache";

/** Does a job and answers with what came of it: faults, painting, waiting, delivery, books. */
export async function generate(exchange: PaidExchange, asked: Job, dialect: Dialect): Promise<void> {
  const { line, request, response, hungUp } = exchange;
  const cached = recall(exchange);
  // Faults are the model's and the line's to it: the cache answers before either.
  const fault = cached ? undefined : faultIn(asked.prompt, line.route, request.headers["x-sandbox-fault"]);
  line.fault = fault?.name;
  const job = fault?.plan?.(asked) ?? asked;
  const books = openBooks(exchange, job, { fault, cached, hungUpPays: dialect.billsAfterHangUp(job) });

  fault?.prepare?.(exchange);
  const refusal = fault?.refuse?.(exchange, job, fault.argument);
  if (refusal) throw refusal;
  if (fault?.answer) {
    await fault.answer(exchange);
    return books.close(hungUp.aborted ? "hung-up" : "cut", undefined);
  }

  const seed = cached?.seed ?? seedOf(exchange, job);
  const wait = exchange.state.latency === "none" || cached ? 0 : realisticMs(job, seed);
  const reach = (fraction: number) => waitUntil(books.arrived + wait * fraction, hungUp);
  response.setHeader("Content-Type", job.stream ? "text/event-stream" : "application/json");
  response.setHeader("Cache-Control", "no-cache");

  let finish: Finish | undefined;
  async function* work(): AsyncGenerator<Frame> {
    if (job.stream) yield comment;
    const painted = await paintAll(job, seed);
    line.images = painted.length;
    if (job.stream) yield* previewFrames(job, painted, reach, dialect);
    await reach(1);
    const made: Result = {
      id: line.id,
      created: Math.floor(Date.now() / 1000),
      pictures: painted.map(({ bytes, mediaType }) => ({ b64: bytes.toString("base64"), mediaType })),
      words: job.words,
      finish: job.finish,
      usage: books.usage,
    };
    const result = (await fault?.alter?.(made, fault.argument)) ?? made;
    finish = result.finish;
    const payloads = job.stream ? dialect.events(job, result) : [dialect.body(job, result)];
    const said = fault?.reword?.(payloads, exchange) ?? payloads;
    if (job.stream) yield* said.map((payload) => answerEvent(job, payload));
    else yield { carries: "picture", bytes: Buffer.from(JSON.stringify(said[0])) };
    if (job.stream) yield done;
  }

  const failure = job.stream ? [event("end", dialect.failure(job, line.id)), done] : [failureBody];
  const means = { failure, exchange, argument: fault?.argument, streaming: job.stream };
  const frames: Frames = fault?.tamper?.(work(), means) ?? work();
  const close = (ending: Ending) => {
    books.close(ending, finish);
    if (!fault?.forgets) remember(exchange, seed);
  };
  const ending = await writeFrames(exchange, frames, () => close("complete"));
  if (ending === "hung-up") close("hung-up");
}

/** A stream's picture comes in one event among others; of a job in words every event is what was asked for. */
function answerEvent(job: Job, payload: object): Frame {
  const frame = event("words", payload);
  const main = job.n === 0 || [`"b64_json":"`, ";base64,"].some((sign) => frame.bytes.includes(sign));
  return main ? { ...frame, carries: "picture" } : frame;
}

/** A buffered answer that fails after it began keeps its 200 (CONTRACT §3.4). */
const failureBody: Frame = {
  carries: "end",
  bytes: Buffer.from(JSON.stringify({ error: { code: 502, message: "Provider returned error", metadata: null } })),
};

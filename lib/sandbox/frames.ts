import type { PaidExchange } from "./exchange";

/** A piece of an answer on its way out. What it carries lets a fault choose where to strike. */
export type Frame = { carries: "comment" | "preview" | "words" | "picture" | "end"; bytes: Buffer };
export type Frames = AsyncIterable<Frame>;

/** Thrown inside frames by a fault: the sandbox itself breaks the connection. */
export class Cut extends Error {
  constructor(readonly how: "reset" | "close") {
    super(how);
  }
}

export type Ending = "complete" | "cut" | "hung-up";

export const event = (carries: Frame["carries"], payload: unknown): Frame => ({
  carries,
  bytes: Buffer.from(`data: ${JSON.stringify(payload)}\n\n`),
});
export const comment: Frame = { carries: "comment", bytes: Buffer.from(": OPENROUTER PROCESSING\n\n") };
export const done: Frame = { carries: "end", bytes: Buffer.from("data: [DONE]\n\n") };

/** Lets the last bytes reach the client before a reset throws them away. */
const BEFORE_RESET_MS = 50;

/**
 * Writes frames with back-pressure until they end, a fault cuts them, or the client hangs up.
 * `beforeLast` runs when everything but the end is written, so that the books are right once the client sees it.
 */
export async function writeFrames(exchange: PaidExchange, frames: Frames, beforeLast: () => void): Promise<Ending> {
  const { response, hungUp } = exchange;
  try {
    for await (const frame of frames) {
      if (hungUp.aborted) return "hung-up";
      if (!response.headersSent) response.flushHeaders();
      await write(exchange, frame.bytes);
    }
  } catch (error) {
    if (hungUp.aborted) return "hung-up";
    if (!(error instanceof Cut)) throw error;
    beforeLast();
    await breakOff(exchange, error.how);
    return "cut";
  }
  if (hungUp.aborted) return "hung-up";
  beforeLast();
  return new Promise((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "complete" : "hung-up"));
    response.end();
  });
}

function write({ response, hungUp }: PaidExchange, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.write(bytes)) return resolve();
    const go = () => {
      response.off("drain", go);
      hungUp.removeEventListener("abort", go);
      resolve();
    };
    response.once("drain", go);
    hungUp.addEventListener("abort", go);
  });
}

async function breakOff({ request }: PaidExchange, how: Cut["how"]) {
  await new Promise((resolve) => setTimeout(resolve, BEFORE_RESET_MS));
  if (how === "reset") request.socket.resetAndDestroy();
  else request.socket.end();
}

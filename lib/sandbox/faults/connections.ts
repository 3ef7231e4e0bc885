import { setTimeout as sleep } from "node:timers/promises";
import type { PaidExchange } from "../exchange";
import { Cut, type Frame, type Frames } from "../frames";
import type { FaultRule } from "./rule";

/** Connections that drip, break, or end before they should, on either route, streaming or not. */
export const connections: Record<string, FaultRule> = {
  slow: {
    says: "the answer drips in forty pieces; the argument is the pause in ms",
    charges: true,
    tamper: async function* (frames, { argument }) {
      for await (const frame of frames) {
        const step = Math.max(1, Math.ceil(frame.bytes.length / 40));
        for (let at = 0; at < frame.bytes.length; at += step) {
          yield { ...frame, bytes: frame.bytes.subarray(at, at + step) };
          await sleep(Number(argument ?? 20));
        }
      }
    },
  },
  "reset-mid-body": {
    says: "reset in the middle of the picture, not billed",
    charges: false,
    tamper: (frames) => cutInTheMiddle(frames, "reset"),
  },
  "billed-then-reset": {
    says: "reset in the middle of the picture, billed all the same",
    charges: true,
    tamper: (frames) => cutInTheMiddle(frames, "reset"),
  },
  "billed-then-forgotten": {
    says: "the same for the first try of a request, and the response cache does not keep it",
    charges: true,
    forgets: true,
    tamper: (frames, { exchange: { state, cacheKey = "" } }) => {
      if (state.failedOnce.has(cacheKey)) return frames;
      state.failedOnce.add(cacheKey);
      return cutInTheMiddle(frames, "reset");
    },
  },
  truncated: {
    says: "ends in order in the middle of the picture, and no length tells",
    charges: false,
    tamper: (frames, { exchange }) => {
      delimitByClose(exchange);
      return cutInTheMiddle(frames, "close");
    },
  },
  "short-body": {
    says: "ends before the Content-Length that it promised",
    charges: false,
    tamper: (frames, { exchange }) => {
      exchange.response.setHeader("Content-Length", String(1024 ** 3));
      return cutInTheMiddle(frames, "close");
    },
  },
};

export const half = (frame: Frame): Frame => ({ ...frame, bytes: frame.bytes.subarray(0, frame.bytes.length >> 1) });

async function* cutInTheMiddle(frames: Frames, how: Cut["how"]): AsyncGenerator<Frame> {
  for await (const frame of frames) {
    if (frame.carries !== "picture") yield frame;
    else {
      yield half(frame);
      throw new Cut(how);
    }
  }
}

/** Neither a length nor chunks: HTTP/1.0 style, where a cut looks like the end. */
function delimitByClose({ response }: PaidExchange) {
  response.useChunkedEncodingByDefault = false;
  response.setHeader("Connection", "close");
}

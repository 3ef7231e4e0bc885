import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type PaidExchange, sendJson, sendRaw } from "../exchange";
import { Cut, type Frame, type Frames } from "../frames";
import type { FaultRule } from "./rule";

const CLOUDFLARE_524 =
  "<!DOCTYPE html><html><head><title>openrouter.ai | 524: A timeout occurred</title></head><body><h1>Error 524</h1></body></html>";

/** Failures of the transport: odd answers, cuts, silence. */
export const breakages: Record<string, FaultRule> = {
  "too-large": {
    imitates: "Q47: the edge's plain-text 413",
    charges: false,
    answer: (exchange) => sendRaw(exchange, 413, "text/plain", "Request Entity Too Large"),
  },
  "timeout-524": {
    imitates: "A13: Cloudflare's HTML timeout; the provider went on and billed (pollinations #13173)",
    charges: true,
    answer: (exchange) => {
      exchange.response.removeHeader("X-Generation-Id");
      sendRaw(exchange, 524, "text/html; charset=UTF-8", CLOUDFLARE_524);
    },
  },
  html: {
    imitates: "A14: 200 with an HTML page",
    charges: false,
    answer: (exchange) => sendRaw(exchange, 200, "text/html", "<!DOCTYPE html><title>Just a moment…</title>"),
  },
  "error-200": {
    imitates: "A15: 200 whose body is an error",
    charges: false,
    answer: (exchange) =>
      sendJson(exchange, 200, {
        error: { code: 502, message: "Provider returned error", metadata: { error_type: "provider_error" } },
      }),
  },
  redirect: {
    imitates: "A38: a redirect that must not be followed with the key",
    charges: false,
    answer: ({ response }) => {
      response.writeHead(302, { Location: "/sandbox/elsewhere" }).end();
    },
  },
  hang: {
    imitates: "A22: never answers",
    charges: false,
    answer: async ({ hungUp }) => {
      if (!hungUp.aborted) await once(hungUp, "abort");
    },
  },
  "reset-before-headers": {
    imitates: "A17: the connection is reset after the request",
    charges: false,
    answer: ({ request }) => {
      request.socket.resetAndDestroy();
    },
  },
  slow: {
    imitates: "A21: the answer drips in forty pieces; the argument is the pause in ms",
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
    imitates: "A18: reset in the middle of the body, not billed",
    charges: false,
    tamper: (frames) => cutInTheMiddle(frames, "reset"),
  },
  "billed-then-reset": {
    imitates: "A18: reset in the middle of the body, billed all the same",
    charges: true,
    tamper: (frames) => cutInTheMiddle(frames, "reset"),
  },
  truncated: {
    imitates: "A19: a body delimited by the end of the connection, cut short",
    charges: false,
    tamper: (frames, { exchange }) => {
      delimitByClose(exchange);
      return cutInTheMiddle(frames, "close");
    },
  },
  "sse-error": {
    imitates: "A11: an error event in the middle of the stream",
    charges: false,
    tamper: async function* (frames, { failure }) {
      for await (const frame of frames) {
        if (frame.carries !== "picture") yield frame;
        if (frame.carries === "preview" || frame.carries === "picture") break;
      }
      yield* failure;
    },
  },
  "sse-cut-after-partial": {
    imitates: "A23: the stream is cut after the first preview",
    charges: false,
    tamper: async function* (frames) {
      for await (const frame of frames) {
        if (frame.carries === "picture") yield half(frame);
        else yield frame;
        if (frame.carries === "preview" || frame.carries === "picture") throw new Cut("reset");
      }
    },
  },
  "no-done": {
    imitates: "Q40: the stream ends without [DONE]",
    charges: true,
    tamper: async function* (frames) {
      for await (const frame of frames) if (frame.carries !== "end") yield frame;
    },
  },
};

const half = (frame: Frame): Frame => ({ ...frame, bytes: frame.bytes.subarray(0, frame.bytes.length >> 1) });

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

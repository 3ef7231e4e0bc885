import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { sendJson, sendRaw } from "../exchange";
import type { FaultRule } from "./rule";

const CLOUDFLARE_524 =
  "<!DOCTYPE html><html><head><title>openrouter.ai | 524: A timeout occurred</title></head><body><h1>Error 524</h1></body></html>";

/** 400 MB of zeros: gzip allows a file to be many, one after the other. */
function bomb(): Buffer {
  const part = gzipSync(Buffer.alloc(16 * 1024 * 1024));
  return Buffer.concat(Array.from({ length: 25 }, () => part));
}

/** Answers outside of the protocol, or none at all, before any work. */
export const oddAnswers: Record<string, FaultRule> = {
  "too-large": {
    says: "413 of the edge, in plain text",
    charges: false,
    answer: (exchange) => sendRaw(exchange, 413, "text/plain", "Request Entity Too Large"),
  },
  "timeout-524": {
    says: "524 of the edge, as HTML; the provider goes on and bills",
    charges: true,
    answer: (exchange) => {
      exchange.response.removeHeader("X-Generation-Id");
      sendRaw(exchange, 524, "text/html; charset=UTF-8", CLOUDFLARE_524);
    },
  },
  html: {
    says: "200 with an HTML page",
    charges: false,
    answer: (exchange) => sendRaw(exchange, 200, "text/html", "<!DOCTYPE html><title>Just a moment…</title>"),
  },
  "html-503": {
    says: "503 with an HTML page",
    charges: false,
    answer: (exchange) => sendRaw(exchange, 503, "text/html", "<!DOCTYPE html><title>503 Service Unavailable</title>"),
  },
  "error-200": {
    says: "200 whose body is an error",
    charges: false,
    answer: (exchange) =>
      sendJson(exchange, 200, {
        error: { code: 502, message: "Provider returned error", metadata: { error_type: "provider_error" } },
      }),
  },
  "empty-200": {
    says: "200 with an object that says nothing",
    charges: false,
    answer: (exchange) => sendJson(exchange, 200, {}),
  },
  zod: {
    says: "400 in the words of a validator, outside of the envelope",
    charges: false,
    answer: (exchange) =>
      sendJson(exchange, 400, {
        success: false,
        error: { name: "ZodError", message: '[{"path":["prompt"],"message":"Invalid input"}]' },
      }),
  },
  "gone-elsewhere": {
    says: "404 without a code that names the reason and other models",
    charges: false,
    answer: (exchange) =>
      sendJson(exchange, 404, {
        error: {
          message: "The requested model is no longer available.",
          error_type: "not_found",
          http_status: 404,
          availability: {
            code: "model_deprecated",
            retryable: false,
            requested_models: [exchange.line.model],
            fallback_models: ["google/gemini-3.1-flash-image"],
          },
        },
      }),
  },
  redirect: {
    says: "302 that must not be followed with the key",
    charges: false,
    answer: ({ response }) => {
      response.writeHead(302, { Location: "/sandbox/elsewhere" }).end();
    },
  },
  "gzip-bomb": {
    says: "200 of a few hundred kilobytes that unpack to 400 MB",
    charges: false,
    answer: ({ response }) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
      response.end(bomb());
    },
  },
  hang: {
    says: "never answers",
    charges: false,
    answer: async ({ hungUp }) => {
      if (!hungUp.aborted) await once(hungUp, "abort");
    },
  },
  "reset-before-headers": {
    says: "the connection is reset after the request",
    charges: false,
    answer: ({ request }) => {
      request.socket.resetAndDestroy();
    },
  },
};

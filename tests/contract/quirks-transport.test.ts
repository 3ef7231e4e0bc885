import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compose } from "@/lib/models/compose";
import { HEADERS_MS, TOTAL_MS } from "@/lib/press/schedule";
import { type Desk, KEY, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";
import { realModel } from "../unit/models/models";

// What OpenRouter's users met with, 38 to 60: lines, errors and waiting. Held elsewhere, or not ours:
//  40  bytes cut anywhere: also tests/unit/press/receiver.test.ts, ten thousand cuts
//  42  the SDK drops pictures of chat: nothing here reads by it, tests/contract/clients shows what it does
//  57  one provider under several names: shown as the answer names it, whichever that is

const GEMINI = "google/gemini-3.1-flash-image";
const GPT = "openai/gpt-image-2";
const CHAT = { transport: "chat" } as const;

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

/** Runs against the sandbox, faults and all; says also how many calls it took. */
async function run(model: string, prompt: string, settings?: Parameters<Desk["run"]>[2]) {
  upstream.images = upstream.sandbox;
  const before = upstream.bodies.length;
  const row = await desk.run(model, prompt, settings);
  return { row, calls: upstream.bodies.length - before };
}

function streams(text: string): void {
  upstream.images = (_request, response) =>
    response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-1" }).end(text);
}

describe("a stream", () => {
  it.each([
    ["38 with comments everywhere", "comments"],
    ["40 torn inside of base64 and of letters", "torn"],
    ["40 without [DONE]", "no-done"],
    ["40 without its last blank line", "unterminated"],
    ["40 with lines that end in CR LF", "crlf"],
    ["40 with a byte order mark", "byte-order-mark"],
    ["40 with bytes behind its end", "after-done"],
    ["43 that comes as one plain answer", "buffered"],
  ])("%s brings its picture, on either route [A24]", async (_what, fault) => {
    for (const [model, settings] of [
      [GPT, { quality: "low" }],
      [GEMINI, CHAT],
    ] as const) {
      const { row } = await run(model, `a boat [fault:${fault}]`, settings);
      expect(row, model).toMatchObject({ status: "succeeded", charged: "yes", images: [{ index: 0 }] });
      expect(row.cost, model).not.toBeNull();
    }
  });

  it("39 with one line of 30 MB brings its picture, without holding it [A24]", async () => {
    const noise = await sharp({
      create: {
        width: 2600,
        height: 2600,
        channels: 3,
        background: "gray",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const image = { b64_json: noise.toString("base64"), media_type: "image/png", usage: { cost: 0.1 } };
    streams(`data: ${JSON.stringify({ type: "image_generation.completed", ...image })}\n\ndata: [DONE]\n\n`);
    const row = await desk.run(GPT, "large", { quality: "low" });
    expect(row).toMatchObject({ status: "succeeded", images: [{ blob: { bytes: noise.length, width: 2600 } }] });
  });

  it("44 that dies behind a preview has not delivered it", async () => {
    const { row, calls } = await run(GPT, "a boat [fault:sse-cut-after-partial]", { quality: "low" });
    expect(row).toMatchObject({ status: "unknown", errorCode: "line_lost", images: [] });
    expect(calls).toBe(1);
  });

  it.each([["server_error"], [null], [undefined], [502]])(
    "45 that fails with the code %j is understood",
    async (code) => {
      streams(`data: ${JSON.stringify({ type: "error", error: { message: "Generation failed", code } })}\n\n`);
      expect(await desk.run(GPT, `code ${code}`, { quality: "low" })).toMatchObject({
        status: "failed",
        errorCode: "provider_error",
        charged: "no",
      });
    },
  );
});

describe("an error", () => {
  it.each([
    ["46 alone in a 200", GEMINI, "error-200", {}, "provider_error"],
    ["46 inside of a choice", GEMINI, "finish-error", CHAT, "provider_error"],
    ["46 in a stream", GEMINI, "sse-error", CHAT, "provider_error"],
    ["46 in a stream, with nothing around it", GPT, "sse-error-bare", { quality: "low" }, "provider_error"],
    ["47 in plain text", GEMINI, "too-large", {}, "too_large"],
    ["47 as a page", GEMINI, "html-503", {}, "unreadable"],
    ["48 of a picture too heavy", GEMINI, "too-large-picture", {}, "too_large"],
    ["52 of the server", GEMINI, "server-error", {}, "provider_error"],
    ["53 that is a refusal dressed as 502", GEMINI, "bad-gateway-safety", {}, "moderation"],
    ["54 of moderation at 400", GEMINI, "moderation:400", {}, "moderation"],
    ["54 of moderation at 422", GEMINI, "moderation:422", {}, "moderation"],
    ["54 of moderation at 403", GEMINI, "moderation", {}, "moderation"],
    ["54 of moderation in a reason to stop", GEMINI, "content-filter:PROHIBITED_CONTENT", CHAT, "moderation"],
    ["56 of a credit that covers fewer tokens", GEMINI, "fewer-tokens", CHAT, "max_tokens"],
  ])("%s is understood, and not sent again", async (_what, model, fault, settings, code) => {
    const { row, calls } = await run(model, `a boat [fault:${fault}]`, settings);
    expect(row.errorCode).toBe(code);
    expect(["failed", "unknown"]).toContain(row.status);
    expect(row.errorMessage).not.toMatch(/<html|<!DOCTYPE/i);
    expect(calls).toBe(1);
  });

  it("55 of a busy model without Retry-After waits, longer each time", async () => {
    const { row } = await run(GEMINI, "a boat [fault:rate-limit-silent]");
    expect(row).toMatchObject({ status: "queued", errorCode: "rate_limited", charged: "no" });
    expect(row.runAfter.getTime()).toBeGreaterThan(Date.now() + 1000);
  });

  it("50 of the edge leaves it unknown, and nothing sends it again [A13]", async () => {
    const { row, calls } = await run(GEMINI, "a boat [fault:timeout-524]");
    expect(row).toMatchObject({ status: "unknown", charged: "unknown", errorCode: "timeout" });
    await expect(desk.press(row.id)).rejects.toThrow("not claimed");
    expect(calls).toBe(1);
  });
});

describe("waiting", () => {
  it("49 is long enough for the slowest model", () => {
    expect(HEADERS_MS).toBeGreaterThanOrEqual(600_000);
    expect(TOTAL_MS).toBeGreaterThan(HEADERS_MS);
  });

  it("51 for a look-up takes 404 for not yet", async () => {
    const { row } = await run(GEMINI, "a boat [fault:no-usage]");
    upstream.lookUp = (_request, response) => response.writeHead(404).end();
    expect(await desk.lookUp(row.id)).toMatchObject({ status: "succeeded", cost: null, lookupAt: expect.any(Date) });
    upstream.lookUp = (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: { total_cost: 0.067, finish_reason: "stop", provider_name: "Google" } }));
    expect(await desk.lookUp(row.id)).toMatchObject({ cost: 67_000_000n, provider: "Google", lookupAt: null });
  });
});

describe("a request", () => {
  it("56 by way of chat says how many tokens it may take", () => {
    const chatOnly = { ...realModel(GEMINI), outputs: ["image", "text"] };
    const chat = { ...chatOnly, endpoints: chatOnly.endpoints.map((one) => ({ ...one, transport: "chat" as const })) };
    expect(compose(chat, { n: 1 }, 0).body.max_tokens).toBeGreaterThanOrEqual(8192);
  });

  it("58 names its provider where it counts, 59 and asks for zero retention on chat, where it can be asked for", async () => {
    const { row: pinned } = await run(GEMINI, "pinned", { provider: "google-vertex/global" });
    const body = JSON.parse(pinned.attempts[0]?.requestText ?? "");
    expect(body).toMatchObject({ provider: { only: ["google-vertex/global"] } });
    expect(body).not.toHaveProperty("provider_tag");
    const { row: kept } = await run(GEMINI, "not kept", { zdr: true });
    expect(kept.attempts[0]?.transport).toBe("chat");
    expect(JSON.parse(kept.attempts[0]?.requestText ?? "")).toMatchObject({ provider: { zdr: true } });
  });

  it("60 leaves neither base64 nor the key in what is kept of it [A40]", async () => {
    const { row: picture } = await run(GEMINI, "a boat");
    const { row: echo } = await run(GEMINI, "a boat [fault:echo-key]");
    for (const { attempts, errorMessage } of [picture, echo]) {
      const texts = [errorMessage, attempts[0]?.requestText, attempts[0]?.responseText].join("\n");
      expect(texts).not.toContain(KEY);
      expect(texts).not.toMatch(/[A-Za-z0-9+/]{400}/);
      expect(texts.length).toBeLessThan(10_000);
    }
    expect(echo.errorMessage).toContain("[key]");
  });

  it("52 is sent by one door, which repeats nothing", () => {
    const egress = readFileSync(join("lib", "egress.ts"), "utf8");
    expect(egress).not.toMatch(/RetryAgent|retry\(/);
  });
});

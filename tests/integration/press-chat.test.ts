import type { ServerResponse } from "node:http";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Desk, KEY, openDesk } from "../support/desk";
import { inSpool } from "../support/in-spool";
import { serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-3.1-flash-image";
const CHAT = { transport: "chat" } as const;

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
let blue: string;
let red: string;

const png = async (background: string) =>
  `data:image/png;base64,${(
    await sharp({ create: { width: 64, height: 48, channels: 3, background } })
      .png()
      .toBuffer()
  ).toString("base64")}`;

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  [blue, red] = await Promise.all([png("navy"), png("crimson")]);
});
beforeEach(() => {
  upstream.bodies.length = 0;
  upstream.lookups.length = 0;
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

const HEAD = { id: "gen-body", provider: "Google AI Studio", model: MODEL };
const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
  `data: ${JSON.stringify({ ...HEAD, choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;
const picture = (url: string) => ({ images: [{ type: "image_url", image_url: { url } }] });
const END = chunk({ content: "" }, "stop") + chunk({}, null, { usage: { cost: 0.0687 } });

const begin = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-head" });

function streams(...events: string[]): void {
  upstream.images = (_request, response) => begin(response).end(events.join(""));
}

function answers(status: number, body: unknown, headers: Record<string, string> = {}): void {
  upstream.images = (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
}

function records(data: object): void {
  upstream.lookUp = (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
}

const ledgerOf = async (generationId: string) => {
  const { db } = await import("@/lib/db");
  return db().ledgerEntry.findMany({ where: { generationId } });
};

describe("a picture by way of chat", () => {
  it("is in the library with its words, its provider and its cost, which the ledger has too", async () => {
    streams(chunk({ content: "Here " }), chunk({ content: "it is." }), chunk(picture(blue)), END);
    const row = await desk.run(MODEL, "a lighthouse", { ...CHAT, aspectRatio: "16:9", resolution: "512" });
    expect(row).toMatchObject({
      status: "succeeded",
      text: "Here it is.",
      finishReason: "stop",
      provider: "Google AI Studio",
      answeredBy: MODEL,
      openrouterId: "gen-head",
      cost: 68_700_000n,
      charged: "yes",
      // All is known: nothing is left to look up.
      lookupAt: null,
      attempts: [{ transport: "chat" }],
      images: [{ blob: { mediaType: "image/png", width: 64 } }],
    });
    expect(await ledgerOf(row.id)).toMatchObject([{ amount: 68_700_000n, provider: "Google AI Studio" }]);
    expect(JSON.parse(upstream.bodies[0] ?? "")).toMatchObject({
      model: MODEL,
      messages: [{ role: "user", content: [{ type: "text", text: "a lighthouse" }] }],
      modalities: ["image", "text"],
      image_config: { aspect_ratio: "16:9", image_size: "0.5K" },
      stream: true,
      session_id: row.attempts[0]?.id,
    });
  });

  it("counts once where the same bytes come twice, and drafts stay in their order", async () => {
    streams(chunk(picture(red)), chunk(picture(red)), chunk({ ...picture(blue), content: red }), END);
    const row = await desk.run(MODEL, "drafts", CHAT);
    expect(row.images.map(({ index }) => index)).toEqual([0, 1]);
    const again = await desk.run(MODEL, "drafts again", CHAT);
    expect(again.images.map(({ sha256 }) => sha256)).toEqual(row.images.map(({ sha256 }) => sha256));
  });

  it("is taken from a plain answer as well, whose id stands in the body alone", async () => {
    const message = { role: "assistant", content: null, images: [blue] };
    answers(200, { ...HEAD, choices: [{ message, finish_reason: "stop" }], usage: { cost: 0.04 } });
    expect(await desk.run(MODEL, "buffered", CHAT)).toMatchObject({ status: "succeeded", openrouterId: "gen-body" });
  });

  it("is kept when the line is lost behind it, and its cost is looked up", async () => {
    upstream.images = async (request, response) => {
      begin(response).write(chunk(picture(blue)));
      // What lies unread when a line is reset is lost.
      await expect.poll(() => inSpool(blue), { interval: 10, timeout: 5000 }).toBe(true);
      request.socket.resetAndDestroy();
    };
    const row = await desk.run(MODEL, "cut behind the picture", CHAT);
    expect(row).toMatchObject({ status: "succeeded", cost: null, lookupAt: expect.any(Date) });
    records({ total_cost: 0.07, finish_reason: "stop", provider_name: "Google" });
    expect(await desk.lookUp(row.id)).toMatchObject({ status: "succeeded", cost: 70_000_000n });
  });

  it("that is given by its address is not fetched: the address is shown [A44]", async () => {
    const trap = `${upstream.url}/generation?trap`;
    streams(chunk({ content: "Here:", ...picture(trap) }), END);
    const row = await desk.run(MODEL, "by address", CHAT);
    expect(row).toMatchObject({ status: "failed", errorCode: "picture_by_address", charged: "yes", cost: 68_700_000n });
    expect(row.text).toBe(`Here:\n${trap}`);
    expect(row.attempts[0]?.responseText).toContain(trap);
    expect(upstream.lookups).toEqual([]);
  });
});

describe("an answer of chat without a picture", () => {
  it("in words shows the words and what they cost [A32]", async () => {
    streams(chunk({ content: "I can't help with that." }), END);
    const row = await desk.run(MODEL, "a refusal", CHAT);
    expect(row).toMatchObject({
      status: "failed",
      errorCode: "answered_in_words",
      text: "I can't help with that.",
      charged: "yes",
      errorMessage: expect.stringContaining("charged $0.0687"),
    });
    expect(await ledgerOf(row.id)).toHaveLength(1);
  });

  it.each([
    [0, "failed", "no", "OpenRouter reports: nothing was charged."],
    [0.0021, "failed", "yes", "OpenRouter charged $0.0021 for it."],
  ])("whose cost is not told is unknown until a look-up finds %s", async (total_cost, status, charged, says) => {
    streams(
      chunk({ content: "" }, "content_filter", {
        choices: [{ delta: {}, finish_reason: "content_filter", native_finish_reason: "IMAGE_SAFETY" }],
      }),
    );
    const row = await desk.run(MODEL, `filtered ${total_cost}`, CHAT);
    expect(row).toMatchObject({ status: "unknown", errorCode: "moderation", finishReason: "IMAGE_SAFETY" });
    expect(row.errorMessage).toContain("may or may not have charged");
    records({ total_cost, finish_reason: "content_filter" });
    const found = await desk.lookUp(row.id);
    expect(found).toMatchObject({ status, charged, errorCode: "moderation", reserved: 0n });
    expect(found.errorMessage).toBe(
      `The model refused to make the picture. ${says} Change the wording or try another model.`,
    );
  });

  it("but an error in its stream may be billed: it is never sent again by itself [A11]", async () => {
    streams(
      chunk({ content: "Wait" }),
      `data: ${JSON.stringify({ error: { code: 429, message: "Rate limit exceeded" } })}\n\n`,
    );
    const row = await desk.run(MODEL, "an error in the stream", CHAT);
    expect(row).toMatchObject({ status: "unknown", errorCode: "rate_limited", lookupAt: expect.any(Date) });
  });

  it.each([502, 500, 529])("at %i may be billed [A12]", async (status) => {
    answers(status, { error: { code: status, message: "Provider returned error" } });
    expect(await desk.run(MODEL, `status ${status}`, CHAT)).toMatchObject({ status: "unknown" });
  });

  it("whose stream broke off is unknown", async () => {
    upstream.images = (request, response) => {
      begin(response).write(chunk({ content: "Wait" }), () => request.socket.resetAndDestroy());
    };
    expect(await desk.run(MODEL, "cut", CHAT)).toMatchObject({ status: "unknown", errorCode: "line_lost" });
  });
});

describe("a router that finds nobody for a picture with words", () => {
  const REFUSAL = {
    error: {
      code: 404,
      message: "No endpoints found that support the requested output modalities: image, text",
      metadata: { failed_routing_step: "Filter by Model Output Modalities" },
    },
  };

  it("is asked once more for the picture alone", async () => {
    answers(404, REFUSAL);
    const id = await desk.accept(MODEL, "once more", CHAT);
    expect(await desk.press(id)).toMatchObject({ status: "queued", errorCode: "wrong_modalities", charged: "no" });
    // What happens in between does not make it forget.
    answers(429, { error: { code: 429, message: "Rate limit exceeded" } });
    expect(await desk.press(id)).toMatchObject({ status: "queued", errorCode: "rate_limited" });
    streams(chunk(picture(blue)), END);
    expect(await desk.press(id)).toMatchObject({ status: "succeeded" });
    const asked = upstream.bodies.map((body) => JSON.parse(body).modalities);
    expect(asked).toEqual([["image", "text"], ["image"], ["image"]]);
  });

  it("is not asked a third time", async () => {
    answers(404, REFUSAL);
    const id = await desk.accept(MODEL, "not a third time", CHAT);
    await desk.press(id);
    const row = await desk.press(id);
    expect(row).toMatchObject({ status: "failed", errorCode: "wrong_modalities", charged: "no" });
    expect(row.errorMessage).not.toContain("by itself");
  });
});

describe("a process that died in the middle of a chat stream", () => {
  /** Leaves an attempt as a kill leaves it: its head and `body` in the spool, its lease over. */
  async function dies(body: string) {
    const { db } = await import("@/lib/db");
    const { claim } = await import("@/lib/press/claim");
    const { Landing } = await import("@/lib/press/spool");
    const id = await desk.accept(MODEL, `dies ${body.length}`, CHAT);
    for await (const { attemptId } of claim("dead", 1, [id])) {
      const landing = await Landing.begin(attemptId, {
        status: 200,
        headers: { "content-type": "text/event-stream", "x-generation-id": "gen-dead" },
      });
      await landing.write(Buffer.from(body));
      await landing.abandon();
      await db().attempt.update({ where: { id: attemptId }, data: { leaseUntil: new Date(0) } });
    }
    const { recover } = await import("@/lib/press/recover");
    await recover("heir", []);
    return desk.row(id);
  }

  it("leaves the picture that had come [B5]", async () => {
    const row = await dies(chunk({ content: "Here" }) + chunk(picture(blue)));
    expect(row).toMatchObject({ status: "succeeded", text: "Here", openrouterId: "gen-dead", cost: null });
    expect(row.images).toHaveLength(1);
    expect(upstream.bodies).toEqual([]);
  });

  it("leaves all that was told when the stream was whole", async () => {
    expect(await dies(chunk(picture(red)) + END)).toMatchObject({ status: "succeeded", cost: 68_700_000n });
  });

  it("leaves it unknown when half a picture had come", async () => {
    const row = await dies(chunk(picture(blue)).slice(0, -20));
    expect(row).toMatchObject({ status: "unknown", errorCode: "line_lost", lookupAt: expect.any(Date) });
  });
});

describe("what was sent and what came", () => {
  it("can be read, without pictures and without the key", async () => {
    streams(chunk({ content: `echo ${KEY}`, ...picture(blue.repeat(400)) }), END);
    const [attempt] = (await desk.run(MODEL, "to be read", CHAT)).attempts;
    expect(JSON.parse(attempt?.requestText ?? "")).toMatchObject({ model: MODEL, stream: true });
    expect(attempt?.responseText).toMatch(
      /^HTTP 200\ncontent-type: text\/event-stream\nx-generation-id: gen-head\n\ndata: \{/,
    );
    expect(attempt?.responseText).toMatch(/\[picture, \d+ kB of base64\]/);
    expect(attempt?.responseText).not.toContain(KEY);
    expect((await desk.row(attempt?.generationId ?? "")).text).not.toContain(KEY);
  });

  it("is kept of a refusal as well, and of a page its beginning", async () => {
    answers(400, { error: { code: 400, message: "aspect_ratio: unsupported" } });
    const [refused] = (await desk.run(MODEL, "refused", CHAT)).attempts;
    expect(refused?.responseText).toMatch(/^HTTP 400\n.*aspect_ratio: unsupported/s);
    upstream.images = (_request, response) => {
      response.writeHead(524, { "content-type": "text/html" }).end(`<html>${"x".repeat(10_000)}</html>`);
    };
    const [page] = (await desk.run(MODEL, "a page", CHAT)).attempts;
    expect(page?.responseText).toContain("<html>");
    expect(page?.responseText?.length).toBeLessThan(4_300);
  });
});

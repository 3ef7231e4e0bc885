import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { GenerationDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { NOTHING_SAID } from "@/lib/openrouter/answer";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { type Library, makeLibrary } from "../support/library";

const KEY = "sk-or-v1-canary0123456789";
const BUFFERED = "google/gemini-3.1-flash-image";
const STREAMING = "openai/gpt-image-2";

let library: Library;
let sandbox: Sandbox;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [db, create, get, cancel, loop, spool, settle, references] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/generations/get"),
    import("@/lib/generations/cancel"),
    import("@/lib/press/loop"),
    import("@/lib/press/spool"),
    import("@/lib/press/settle"),
    import("@/lib/generations/references"),
  ]);
  return { ...db, ...create, ...get, ...cancel, ...loop, ...spool, ...settle, ...references };
}

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: KEY });
  m = await modules();
  const { id } = await m.db().user.create({ data: { role: "owner" } });
  ctx = { user: { id, role: "owner" }, actor: "cli" };
  m.startPress();
});

afterAll(async () => {
  await m?.stopPress(0);
  await sandbox?.close();
  await library?.close();
});

function wish(prompt: string, model = BUFFERED, settings: object = {}, references: string[] = []) {
  return {
    setId: randomUUID(),
    prompt,
    references,
    generations: [{ id: randomUUID(), model, settings: { n: 1, ...settings } }],
  };
}

type Wish = ReturnType<typeof wish>;

/** The generation once it is in a state that `settled` accepts. */
async function outcome(
  input: Wish,
  settled = (g: GenerationDto) => !["queued", "running", "storing"].includes(g.status),
) {
  const id = input.generations[0]?.id ?? "";
  return expect
    .poll(async () => (await m.getGenerations(ctx, [id]))[0] as GenerationDto, { interval: 20, timeout: 15_000 })
    .toSatisfy(settled)
    .then(async () => (await m.getGenerations(ctx, [id]))[0] as GenerationDto);
}

const callsFor = (prompt: string) =>
  sandbox.ledger.filter((line) => line.sessionId && sessions.get(line.sessionId) === prompt);
const sessions = new Map<string, string>();

async function run(prompt: string, model?: string, settings?: object) {
  const input = wish(prompt, model, settings);
  await m.create(ctx, input);
  const generation = await outcome(input);
  for (const { id } of await m.db().attempt.findMany({ where: { generationId: generation.id } }))
    sessions.set(id, prompt);
  return generation;
}

describe("a generation that succeeds", () => {
  it.each([
    ["buffered", BUFFERED, { aspectRatio: "16:9", resolution: "1K" }],
    ["streamed", STREAMING, { aspectRatio: "16:9", quality: "low" }],
  ])(
    "(%s) is in the library with its bytes, its pixels and the provider's own cost",
    async (_kind, model, settings) => {
      const generation = await run(`a lighthouse, ${model}`, model, settings);
      expect(generation).toMatchObject({ status: "succeeded", charged: "yes", error: null });
      const [image] = generation.images;
      const path = join(library.dataDir, "blobs", image?.sha256.slice(0, 2) ?? "", image?.sha256 ?? "");
      const bytes = readFileSync(path);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(image?.sha256);
      const { width, height, format } = await sharp(bytes).metadata();
      expect(image).toMatchObject({ width, height, mediaType: `image/${format}`, bytes: bytes.length });
      expect(image?.thumbhash).toBeTruthy();

      const [call] = callsFor(`a lighthouse, ${model}`);
      expect(call?.cost).toBeGreaterThan(0);
      expect(generation.cost).toBe(Math.round((call?.cost ?? 0) * 1e9));
      expect(generation.openrouterId).toBe(call?.id);
      const ledger = await m.db().ledgerEntry.findMany({ where: { generationId: generation.id } });
      expect(ledger.map(({ amount }) => Number(amount))).toEqual([generation.cost]);
    },
  );

  it("keeps a picture as a reference and sends it", async () => {
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const reference = await m.addReference(ctx, picture);
    const input = wish("with a reference", BUFFERED, {}, [reference.id]);
    await m.create(ctx, input);
    expect(await outcome(input)).toMatchObject({ status: "succeeded", references: [{ id: reference.id, width: 300 }] });
  });
});

describe("the same wish", () => {
  it("sent twenty times at once is one set and one paid call [B1, B2, B26]", async () => {
    const input = wish("twenty presses");
    const answers = await Promise.all(Array.from({ length: 20 }, () => m.create(ctx, input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const generation = await outcome(input);
    expect(generation.status).toBe("succeeded");
    const attempts = await m.db().attempt.findMany({ where: { generationId: generation.id } });
    expect(attempts).toHaveLength(1);
    expect(sandbox.ledger.filter(({ sessionId }) => sessionId === attempts[0]?.id)).toHaveLength(1);
  });

  it("is refused when its ids stand for another one, and when they are somebody else's [B26]", async () => {
    const input = wish("first words");
    await m.create(ctx, input);
    await expect(m.create(ctx, { ...input, prompt: "other words" })).rejects.toMatchObject({ code: "conflict" });
    const stranger: Context = { user: { id: "stranger", role: "member" }, actor: "web" };
    await expect(m.create(stranger, input)).rejects.toMatchObject({ code: "conflict" });
    await outcome(input);
  });
});

describe("a wish that was accepted", () => {
  it("is answered with its set also when its model is listed no more", async () => {
    const { amendCopy } = await import("@/lib/models/catalog-copy");
    const { upstream } = await import("@/lib/settings/upstream");
    const input = wish("a model that goes");
    await m.create(ctx, input);
    await outcome(input);
    const { origin } = await upstream();
    let gone: Model[] = [];
    await amendCopy(origin, (models) => {
      gone = models.filter(({ id }) => id === BUFFERED);
      return models.filter(({ id }) => id !== BUFFERED);
    });
    try {
      await expect(m.create(ctx, wish("too late"))).rejects.toMatchObject({ field: "model" });
      expect((await m.create(ctx, input)).id).toBe(input.setId);
    } finally {
      await amendCopy(origin, (models) => [...models, ...gone]);
    }
  });
});

describe("a wish that cannot be", () => {
  it.each<[string, () => Wish, string]>([
    ["an unknown model", () => wish("x", "nobody/nothing"), "model"],
    [
      "a ratio that the model lacks",
      () => wish("x", "black-forest-labs/flux.2-pro", { aspectRatio: "1:8" }),
      "aspectRatio",
    ],
    ["a setting that the model lacks", () => wish("x", BUFFERED, { quality: "high" }), "quality"],
    ["more pictures than one request takes", () => wish("x", BUFFERED, { n: 4 }), "n"],
    ["a reference that is not there", () => wish("x", BUFFERED, {}, [randomUUID()]), "references"],
  ])("%s is refused before anything is sent, naming the field", async (_what, input, field) => {
    const before = sandbox.ledger.length;
    await expect(m.create(ctx, input())).rejects.toMatchObject({ field });
    expect(sandbox.ledger).toHaveLength(before);
  });

  it("names the limit when there are too many references", async () => {
    const picture = (red: number) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: { r: red, g: 0, b: 0 } } })
        .png()
        .toBuffer();
    const ids = [];
    for (let red = 0; red < 9; red++) ids.push((await m.addReference(ctx, await picture(red * 20))).id);
    await expect(m.create(ctx, wish("x", "black-forest-labs/flux.2-pro", {}, ids))).rejects.toMatchObject({
      field: "references",
      message: expect.stringMatching(/8.*9|9.*8/),
    });
  });
});

describe("an upstream fault", () => {
  it.each<[fault: string, status: string, charged: string, code: string | null, model?: string]>([
    ["moderation", "failed", "no", "moderation"],
    ["gone", "failed", "no", "model_unavailable"],
    ["invalid-param", "failed", "no", "invalid_request"],
    ["too-large", "failed", "no", "too_large"],
    ["bad-gateway", "failed", "no", "provider_error"],
    ["bad-gateway-safety", "failed", "no", "moderation"],
    ["timeout-524", "unknown", "unknown", "timeout"],
    ["html", "unknown", "unknown", "unreadable"],
    ["reset-before-headers", "unknown", "unknown", "line_lost"],
    ["reset-mid-body", "unknown", "unknown", "line_lost"],
    ["truncated", "unknown", "unknown", "line_lost"],
    ["billed-then-reset", "unknown", "unknown", "line_lost"],
    ["sse-error", "failed", "no", "provider_error", STREAMING],
    ["sse-cut-after-partial", "unknown", "unknown", "line_lost", STREAMING],
    ["bad-base64", "unknown", "unknown", "undecodable"],
    ["garbage", "failed", "yes", "not_a_picture"],
    ["data-url-prefix", "succeeded", "yes", null],
    ["wrong-type", "succeeded", "yes", null],
    ["no-type", "succeeded", "yes", null],
    ["created-zero", "succeeded", "yes", null],
    ["no-done", "succeeded", "yes", null, STREAMING],
    ["no-usage", "succeeded", "yes", null],
    ["cost-string", "succeeded", "yes", null],
    ["redirect", "failed", "no", "redirected"],
  ])("%s ends as %s, charged: %s [A9, A20, A26, A27, A28, A29, A38]", async (fault, status, charged, code, model) => {
    const generation = await run(`[fault:${fault}] a picture`, model);
    expect(generation).toMatchObject({ status, charged });
    expect(generation.error?.code ?? null).toBe(code);
    expect(callsFor(`[fault:${fault}] a picture`).length).toBeLessThanOrEqual(1);
  });

  it("keeps the key out of the library when the upstream echoes it [A40]", async () => {
    const generation = await run("[fault:echo-key] a picture");
    expect(generation.error?.message).toBeTruthy();
    expect(inspect(await m.db().generation.findMany(), { depth: 5, maxArrayLength: null })).not.toContain(KEY);
  });

  it("waits out a rate limit and then succeeds with one charge", async () => {
    const prompt = "[fault:rate-limit-once] a picture";
    const input = wish(prompt);
    await m.create(ctx, input);
    const waiting = await outcome(input, (g) => g.error?.code === "rate_limited" || g.status === "succeeded");
    expect(waiting.charged).toBe("no");
    const generation = await outcome(input, (g) => g.status === "succeeded");
    expect(await m.db().attempt.count({ where: { generationId: generation.id } })).toBe(2);
    expect(await m.db().ledgerEntry.count({ where: { generationId: generation.id } })).toBe(1);
  });

  it("pauses every job of a key that is refused", async () => {
    const generation = await run("[fault:no-credits] a picture");
    expect(generation).toMatchObject({ status: "paused", charged: "no", error: { code: "no_credits" } });
  });
});

describe("cancel", () => {
  it("is free and immediate before anything was sent", async () => {
    const input = wish("never sent");
    await m.stopPress(0);
    try {
      await m.create(ctx, input);
      const canceled = await m.cancel(ctx, { id: input.generations[0]?.id ?? "" });
      expect(canceled).toMatchObject({ status: "canceled", charged: "no" });
    } finally {
      m.startPress();
    }
    expect(await m.db().attempt.count({ where: { generationId: input.generations[0]?.id } })).toBe(0);
  });

  it("leaves a finished generation as it is", async () => {
    const generation = await run("done already");
    expect(await m.cancel(ctx, { id: generation.id })).toMatchObject({ status: "succeeded", cancelRequested: false });
  });
});

describe("after a crash", () => {
  /** An attempt whose process died, its lease run out. */
  async function orphan(spooled: string | null, file: "part" | "done" = "part") {
    await m.stopPress(0);
    const input = wish(`orphan ${randomUUID()}`);
    await m.create(ctx, input);
    const generationId = input.generations[0]?.id ?? "";
    const attemptId = randomUUID();
    await m.db().generation.update({ where: { id: generationId }, data: { status: "running", charged: "unknown" } });
    await m.db().attempt.create({
      data: {
        id: attemptId,
        generationId,
        no: 1,
        liveGenerationId: generationId,
        state: "dispatched",
        leaseOwner: "dead",
        leaseUntil: new Date(0),
        requestSha256: "0".repeat(64),
        requestBytes: 0,
        streaming: false,
      },
    });
    if (spooled !== null) await writeFile(m.spoolPath(attemptId, file), spooled);
    const before = sandbox.ledger.length;
    m.startPress();
    const generation = await outcome(input);
    expect(sandbox.ledger).toHaveLength(before);
    return { generation, attemptId };
  }

  const head = `${JSON.stringify({ status: 200, headers: { "content-type": "application/json", "x-generation-id": "gen-1" } })}\n`;
  const picture = async () =>
    (
      await sharp({ create: { width: 64, height: 48, channels: 3, background: "navy" } })
        .png()
        .toBuffer()
    ).toString("base64");
  const body = async () => JSON.stringify({ data: [{ b64_json: await picture() }], usage: { cost: 0.04 } });

  it("what had arrived whole is in the library, and nothing is sent [B6]", async () => {
    for (const room of ["", "\0".repeat(100_000)]) {
      const { generation } = await orphan(head + (await body()) + room);
      expect(generation).toMatchObject({ status: "succeeded", cost: 40_000_000, openrouterId: "gen-1" });
      expect(generation.images).toMatchObject([{ width: 64, height: 48 }]);
    }
  });

  it("what had arrived in part, or not at all, is unknown, and nothing is sent [B3, B4, B5]", async () => {
    const half = (await body()).slice(0, 100);
    for (const spooled of [head + half, "\0".repeat(1000), null]) {
      const { generation } = await orphan(spooled);
      expect(generation).toMatchObject({ status: "unknown", charged: "unknown", error: { code: "line_lost" } });
    }
  });

  it("bytes that come late, from an owner that was given up, still lift unknown to succeeded", async () => {
    const { generation, attemptId } = await orphan(null);
    const { storeImages } = await import("@/lib/press/store");
    const blobs = await storeImages([{ payload: await picture(), label: null }], "");
    for (let times = 0; times < 2; times++) await m.settleDelivered(attemptId, blobs, { ...NOTHING_SAID, cost: 0.04 });
    const [late] = await m.getGenerations(ctx, [generation.id]);
    expect(late).toMatchObject({ status: "succeeded", cost: 40_000_000, images: [{ width: 64 }] });
    expect(await m.db().ledgerEntry.count({ where: { generationId: generation.id } })).toBe(1);
  });
});

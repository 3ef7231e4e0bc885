import { createHash, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { Upstream } from "@/lib/settings/upstream";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";
import { serveScripted } from "../support/scripted-upstream";

const KEY = "sk-or-v1-0123456789abcdef";

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let library: Library;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [db, polish, describe, offer, lost, look, references] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/prompts/polish"),
    import("@/lib/prompts/describe"),
    import("@/lib/prompts/offer"),
    import("@/lib/prompts/end-lost"),
    import("@/lib/prompts/look-up-help"),
    import("@/lib/generations/references"),
  ]);
  return { ...db, ...polish, ...describe, ...offer, ...lost, ...look, ...references };
}

beforeAll(async () => {
  upstream = await serveScripted();
  library = await makeLibrary({ OPENROUTER_API_KEY: KEY, OPENROUTER_BASE_URL: upstream.url });
  m = await modules();
});
beforeEach(async () => {
  ctx = await addPerson();
  upstream.bodies.length = 0;
});
afterAll(async () => {
  await library?.close();
  await upstream?.close();
});

interface Said {
  content?: string | null;
  cost?: number | undefined;
}

/** As `POST /chat/completions` answers in words. */
function say(response: ServerResponse, { content = "a lamp at dusk, warm light", cost }: Said = {}) {
  response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-words-1" }).end(
    JSON.stringify({
      id: "gen-words-1",
      provider: "Google",
      model: "google/gemini-2.5-flash-lite",
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
      usage: { prompt_tokens: 10, completion_tokens: 20, ...(cost !== undefined && { cost }) },
    }),
  );
}

const helps = () => m.db().promptHelp.findMany({ where: { userId: ctx.user.id } });
const ledger = () => m.db().ledgerEntry.findMany({ where: { userId: ctx.user.id } });
const server = (): Upstream => ({
  baseUrl: upstream.url,
  apiKey: KEY,
  keyRef: "instance",
  sandbox: false,
  origin: upstream.url,
});

describe("a prompt that is polished", () => {
  it("comes back, with what it cost in the ledger", async () => {
    upstream.images = (_request, response) => say(response, { cost: 0.000123 });
    const answer = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(answer).toMatchObject({ status: "succeeded", text: "a lamp at dusk, warm light", cost: 123_000 });
    expect(await helps()).toMatchObject([
      { kind: "polish", input: "a lamp", output: answer.text, status: "succeeded", charged: "yes", cost: 123_000n },
    ]);
    expect(await ledger()).toMatchObject([
      {
        attemptId: answer.id,
        generationId: null,
        purpose: "polish",
        model: "google/gemini-2.5-flash-lite",
        provider: "Google",
        keyRef: "instance",
        amount: 123_000n,
        source: "response",
      },
    ]);
    const [sent] = upstream.bodies.map((body) => JSON.parse(body));
    expect(sent).toMatchObject({ model: "google/gemini-2.5-flash-lite", session_id: answer.id });
    expect(sent.messages.at(-1)).toMatchObject({ role: "user", content: "a lamp" });
    expect(sent.max_tokens).toBeLessThan(1_000);
  });

  it("is written down before it is sent, one at a time for each person", async () => {
    const statuses: string[] = [];
    let answerIt = () => {};
    const arrived = new Promise<void>((resolve) => {
      upstream.images = async (_request, response) => {
        answerIt = () => say(response, { cost: 0 });
        statuses.push(...(await helps()).map(({ status }) => status));
        resolve();
      };
    });
    const first = m.polishPrompt(ctx, { prompt: "a lamp" });
    await arrived;
    expect(statuses).toEqual(["running"]);
    await expect(m.polishPrompt(ctx, { prompt: "a lamp" })).rejects.toMatchObject({ code: "conflict" });
    answerIt();
    expect(await first).toMatchObject({ status: "succeeded", cost: 0 });
    expect(upstream.bodies).toHaveLength(1);
    expect(await ledger()).toEqual([]);
  });

  it("whose cost is not reported says so, until a look-up finds it", async () => {
    upstream.images = (_request, response) => say(response);
    const { id, cost } = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(cost).toBeNull();
    expect(await helps()).toMatchObject([{ charged: "unknown", cost: null, openrouterId: "gen-words-1" }]);
    expect(await m.enterCost(id, "gen-words-1", server())).toBe(false);
    upstream.lookUp = (_request, response) =>
      response.end(JSON.stringify({ data: { total_cost: 0.0002, finish_reason: "stop", provider_name: "Google" } }));
    expect(await m.enterCost(id, "gen-words-1", server())).toBe(true);
    await m.enterCost(id, "gen-words-1", server());
    expect(await helps()).toMatchObject([{ status: "succeeded", charged: "yes", cost: 200_000n }]);
    expect(await ledger()).toMatchObject([{ attemptId: id, amount: 200_000n, source: "lookup" }]);
  });

  it("and whose line was lost counts as free only a minute after that, though the record says so at once", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(200, { "x-generation-id": "gen-words-2" }).flushHeaders();
      response.destroy();
    };
    upstream.lookUp = (_request, response) =>
      response.end(JSON.stringify({ data: { total_cost: 0, cancelled: true, finish_reason: null } }));
    const { id } = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(await m.enterCost(id, "gen-words-2", server())).toBe(false);
    expect(await helps()).toMatchObject([{ status: "unknown", charged: "unknown", cost: null }]);
    await m.db().promptHelp.update({ where: { id }, data: { finishedAt: new Date(Date.now() - 61_000) } });
    expect(await m.enterCost(id, "gen-words-2", server())).toBe(true);
    expect(await helps()).toMatchObject([{ status: "failed", charged: "no", cost: 0n }]);
  });

  it("whose process ended before the cost was found is looked up by the next one", async () => {
    upstream.lookUp = (_request, response) =>
      response.end(JSON.stringify({ data: { total_cost: 0.0002, finish_reason: "stop" } }));
    const left = { userId: ctx.user.id, kind: "polish", model: "m", input: "x", keyRef: "instance" };
    await m.db().promptHelp.create({
      data: { ...left, status: "succeeded", openrouterId: "gen-words-3", finishedAt: new Date() },
    });
    await m.lookUpLeft([0]);
    await expect.poll(helps).toMatchObject([{ status: "succeeded", charged: "yes", cost: 200_000n }]);
    expect(await ledger()).toMatchObject([{ amount: 200_000n, source: "lookup" }]);
  });

  it("and is refused costs nothing, says why and shows no key", async () => {
    upstream.images = (_request, response) =>
      response.writeHead(401).end(JSON.stringify({ error: { code: 401, message: `User not found: ${KEY}` } }));
    const answer = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(answer).toMatchObject({ status: "failed", text: null, cost: null });
    expect(answer.message).toContain("Nothing was charged.");
    expect(JSON.stringify([answer, await helps()])).not.toContain(KEY);
    expect(await helps()).toMatchObject([{ charged: "no" }]);
    expect(upstream.bodies).toHaveLength(1);
  });

  it("by a model that is not there names the variable", async () => {
    upstream.images = (_request, response) =>
      response.writeHead(404).end(JSON.stringify({ error: { code: 404, message: "No endpoints found for it." } }));
    expect((await m.polishPrompt(ctx, { prompt: "a lamp" })).message).toContain("Set PROOFSHEET_TEXT_MODEL");
  });

  it("and whose line is lost is unknown: it is said, and never sent again", async () => {
    upstream.images = (_request, response) => response.destroy();
    const answer = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(answer).toMatchObject({ status: "unknown", text: null });
    expect(answer.message).toContain("may or may not have charged");
    expect(upstream.bodies).toHaveLength(1);
    expect(await helps()).toMatchObject([{ status: "unknown", charged: "unknown" }]);
  });

  it("and answered without a word was paid for all the same", async () => {
    upstream.images = (_request, response) => say(response, { content: "", cost: 0.0001 });
    const answer = await m.polishPrompt(ctx, { prompt: "a lamp" });
    expect(answer).toMatchObject({ status: "failed", text: null, cost: 100_000 });
    expect(await ledger()).toMatchObject([{ amount: 100_000n }]);
  });

  it("leaves nothing running behind: what a dead process left is unknown after a while, and blocks nobody for long", async () => {
    const left = (minutes: number) =>
      m.db().promptHelp.create({
        data: {
          userId: ctx.user.id,
          kind: "polish",
          model: "m",
          input: "x",
          status: "running",
          keyRef: "instance",
          createdAt: new Date(Date.now() - minutes * 60_000),
        },
      });
    const old = await left(16);
    await left(3);
    await m.endLostHelp();
    expect(await m.db().promptHelp.findUnique({ where: { id: old.id } })).toMatchObject({ status: "unknown" });
    upstream.images = (_request, response) => say(response, { cost: 0 });
    expect(await m.polishPrompt(ctx, { prompt: "a lamp" })).toMatchObject({ status: "succeeded" });
  });
});

describe("a picture that is described", () => {
  const photo = () =>
    sharp({ create: { width: 3000, height: 20, channels: 3, background: "teal" } })
      .withExif({ IFD0: { Copyright: "nobody must see this" } })
      .jpeg()
      .toBuffer();

  it("is sent as the reference that it is or becomes: smaller, without its metadata", async () => {
    upstream.images = (_request, response) => say(response, { cost: 0.0003 });
    const { id: referenceId } = await m.addReference(ctx, await photo());
    const [imageId = ""] = await addPictures(ctx, { files: [await photo()] });
    for (const wanted of [{ referenceId }, { imageId }]) {
      expect(await m.describePicture(ctx, wanted)).toMatchObject({ kind: "describe", status: "succeeded" });
    }
    expect(upstream.bodies).toHaveLength(2);
    for (const body of upstream.bodies) {
      const [, { image_url }] = JSON.parse(body).messages.at(-1).content;
      const bytes = Buffer.from(image_url.url.replace("data:image/jpeg;base64,", ""), "base64");
      expect(bytes.includes("nobody must see this")).toBe(false);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 2048 });
      expect((await helps()).map(({ input }) => input)).toContain(createHash("sha256").update(bytes).digest("hex"));
    }
    expect((await ledger()).map(({ purpose }) => purpose)).toEqual(["describe", "describe"]);
  });

  it("has to be one's own, and there", async () => {
    const other = await addPerson();
    const { id: referenceId } = await m.addReference(other, await photo());
    const [imageId = ""] = await addPictures(other, { files: [await photo()] });
    for (const wanted of [{ referenceId }, { imageId }, { referenceId: randomUUID() }, { imageId: randomUUID() }]) {
      await expect(m.describePicture(ctx, wanted)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(upstream.bodies).toEqual([]);
    expect(await helps()).toEqual([]);
  });
});

it("who would help is told with a price, for nothing", async () => {
  expect(await m.helpOffer(ctx)).toEqual({
    model: "google/gemini-2.5-flash-lite",
    price: { input: 100, output: 400 },
    describes: true,
  });
  expect(upstream.bodies).toEqual([]);
});

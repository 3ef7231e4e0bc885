import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-3.1-flash-image";
const CHAT = { transport: "chat", resolution: "512" } as const;

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [{ db }, { fetchPaid }, { cancel }, { create }, { getGeneration }, { spoolPath }, { claim }, { recover }] =
    await Promise.all([
      import("@/lib/db"),
      import("@/lib/generations/fetch-paid"),
      import("@/lib/generations/cancel"),
      import("@/lib/generations/create"),
      import("@/lib/generations/get"),
      import("@/lib/press/spool"),
      import("@/lib/press/claim"),
      import("@/lib/press/recover"),
    ]);
  return { db, fetchPaid, cancel, create, getGeneration, spoolPath, claim, recover };
}

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  m = await modules();
});
beforeEach(() => {
  upstream.images = upstream.sandbox;
  upstream.lookUp = upstream.sandbox;
  upstream.bodies.length = 0;
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

const dto = (id: string) => m.getGeneration(desk.ctx, { id });
const fetchIt = (id: string) => m.fetchPaid(desk.ctx, { id });
const ledgerOf = (generationId: string) => m.db().ledgerEntry.findMany({ where: { generationId } });

/** A generation that was charged and whose picture did not come. */
async function paidInVain(prompt: string, fault = "billed-then-reset") {
  const lost = await desk.run(MODEL, `${prompt} [fault:${fault}]`, CHAT);
  expect(lost).toMatchObject({ status: "unknown", errorCode: "line_lost", charged: "unknown" });
  return desk.lookUp(lost.id);
}

describe("a result that was paid and did not come", () => {
  it("says what was charged, its id at OpenRouter and that it can be fetched", async () => {
    const { id } = await paidInVain("told");
    const told = await dto(id);
    expect(told).toMatchObject({
      status: "unknown",
      charged: "yes",
      cost: expect.any(Number),
      openrouterId: expect.stringMatching(/^gen-/),
      lookUp: null,
      fetchableUntil: expect.any(String),
      error: {
        code: "charged_not_delivered",
        message: expect.stringMatching(/^OpenRouter reports: charged \$0\.0\d+, image not delivered\.$/),
      },
    });
  });

  it("is fetched by the same bytes for nothing: an attempt of its own, and no second charge", async () => {
    const { id, cost, attempts } = await paidInVain("fetched");
    await Promise.all([fetchIt(id), fetchIt(id)]);
    const row = await desk.press(id);
    expect(row).toMatchObject({ status: "succeeded", charged: "yes", cost, errorCode: null, replayAttemptId: null });
    expect(row.images).toHaveLength(1);
    expect(row.attempts).toMatchObject([
      { no: 1, charged: "yes", cost },
      { no: 2, charged: "no", cost: 0n, requestSha256: attempts[0]?.requestSha256, state: "settled" },
    ]);
    expect(upstream.bodies).toHaveLength(2);
    expect(upstream.bodies[1]).toBe(upstream.bodies[0]);
    expect(await ledgerOf(id)).toMatchObject([{ attemptId: attempts[0]?.id, amount: cost }]);
    expect(upstream.ledger.filter(({ charged, sessionId }) => charged && sessionId === attempts[0]?.id)).toHaveLength(
      1,
    );
    await expect(fetchIt(id)).resolves.toMatchObject({ status: "succeeded" });
  });

  it("costs again where OpenRouter has it no more, and the books have both", async () => {
    const { id, cost } = await paidInVain("forgotten", "billed-then-forgotten");
    await fetchIt(id);
    const row = await desk.press(id);
    expect(row).toMatchObject({ status: "succeeded", charged: "yes", cost: 2n * (cost ?? 0n) });
    expect(await ledgerOf(id)).toMatchObject([{ amount: cost }, { amount: cost }]);
  });

  it("is asked for once a press: a refusal leaves it paid and not here", async () => {
    const { id, cost, openrouterId } = await paidInVain("refused");
    upstream.images = (_request, response) => {
      response.writeHead(429, { "content-type": "application/json", "x-generation-id": "gen-refusal" });
      response.end(JSON.stringify({ error: { code: 429, message: "Rate limit exceeded" } }));
    };
    await fetchIt(id);
    const row = await desk.press(id);
    expect(row).toMatchObject({ status: "unknown", charged: "yes", cost, openrouterId, replayAttemptId: null });
    expect(row.errorMessage).toMatch(/image not delivered\. Fetching it failed: .*Nothing was charged\./s);
    expect(await dto(id)).toMatchObject({ fetchableUntil: expect.any(String) });
    upstream.images = upstream.sandbox;
    await fetchIt(id);
    expect(await desk.press(id)).toMatchObject({ status: "succeeded", cost });
  });

  it("is unknown anew where the line is lost again, and a look-up that finds no second charge keeps the first", async () => {
    const { id, cost } = await paidInVain("lost twice");
    upstream.images = (request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-second" });
      response.write(": wait\n\n", () => request.socket.resetAndDestroy());
    };
    await fetchIt(id);
    expect(await desk.press(id)).toMatchObject({ status: "unknown", charged: "unknown", cost, errorCode: "line_lost" });
    upstream.lookUp = (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: { total_cost: 0, finish_reason: "stop" } }));
    expect(await desk.lookUp(id)).toMatchObject({
      status: "unknown",
      charged: "yes",
      cost,
      errorCode: "charged_not_delivered",
    });
  });

  it("is not sent a third time by a process that takes over after a crash", async () => {
    const { id, cost } = await paidInVain("crash");
    await fetchIt(id);
    for await (const { attemptId } of m.claim("dead", 1, [id])) {
      await m.db().attempt.update({ where: { id: attemptId }, data: { leaseUntil: new Date(0) } });
    }
    await m.recover("heir", []);
    expect(await desk.row(id)).toMatchObject({ status: "unknown", charged: "unknown", cost, replayAttemptId: null });
    expect(upstream.bodies).toHaveLength(1);
  });

  it("stays paid when the fetching is canceled before it was sent", async () => {
    const { id, cost } = await paidInVain("canceled");
    await fetchIt(id);
    expect(await m.cancel(desk.ctx, { id })).toMatchObject({
      status: "unknown",
      charged: "yes",
      cost: Number(cost),
      cancelRequested: false,
      error: { code: "charged_not_delivered" },
    });
  });

  it("is never made anew because the stored request is gone or another one", async () => {
    const { id, attempts } = await paidInVain("gone");
    rmSync(m.spoolPath(attempts[0]?.id ?? "", "request"));
    await fetchIt(id);
    for await (const _claimed of m.claim("desk", 1, [id])) throw new Error("It was claimed.");
    expect(await desk.row(id)).toMatchObject({ status: "unknown", charged: "yes", replayAttemptId: null });
    expect(upstream.bodies).toHaveLength(1);
  });

  it("cannot be fetched after a day, from the Image API, or by somebody else", async () => {
    const { id } = await paidInVain("a day");
    await m.db().attempt.updateMany({
      where: { generationId: id },
      data: { dispatchedAt: new Date(Date.now() - 25 * 60 * 60_000) },
    });
    await expect(fetchIt(id)).rejects.toMatchObject({ code: "conflict" });
    const lost = await desk.run(MODEL, "of images [fault:billed-then-reset]", { resolution: "512" });
    await desk.lookUp(lost.id);
    expect(await dto(lost.id)).toMatchObject({ error: { code: "charged_not_delivered" }, fetchableUntil: null });
    await expect(fetchIt(lost.id)).rejects.toMatchObject({ code: "conflict" });
    const stranger = await m.db().user.create({ data: { role: "member" } });
    const ctx = { user: { id: stranger.id, role: "member" }, actor: "web" } as const;
    await expect(m.fetchPaid(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is not fetched where a budget has no room for a second payment", async () => {
    const { id, cost } = await paidInVain("no room");
    const budget = await m.db().budget.create({ data: { scope: "instance", period: "month", amount: 1n } });
    await expect(fetchIt(id)).rejects.toMatchObject({ code: "forbidden" });
    await m.db().budget.delete({ where: { id: budget.id } });
    expect(await desk.row(id)).toMatchObject({ status: "unknown", charged: "yes", cost, replayAttemptId: null });
  });

  it("has the request on the disk as it was sent, without the key", async () => {
    const { attempts } = await paidInVain("on the disk");
    expect(readFileSync(m.spoolPath(attempts[0]?.id ?? "", "request"), "utf8")).toBe(upstream.bodies[0]);
  });
});

describe("an outcome that nobody knows", () => {
  it("names the price at stake and when it is looked up next [A18]", async () => {
    upstream.lookUp = (_request, response) => response.writeHead(404).end();
    const { id } = await desk.run(MODEL, "half [fault:billed-then-reset]", CHAT);
    const first = await dto(id);
    expect(first.error?.message).toMatch(
      /^We lost the connection after the request had been sent \(.+\)\. OpenRouter may or may not have charged ≈ \$0\.0[\d.–]+\.$/,
    );
    expect(first.lookUp).toEqual({ at: expect.any(String), asked: false });
    await desk.lookUp(id);
    expect((await dto(id)).lookUp).toEqual({ at: expect.any(String), asked: true });
    await m.db().generation.update({ where: { id }, data: { lookups: 6 } });
    await desk.lookUp(id);
    expect(await dto(id)).toMatchObject({
      lookUp: null,
      error: { message: expect.stringContaining("cannot be determined. See https://openrouter.ai/activity.") },
    });
  });

  it("without an id has no look-up to wait for [A17, B4]", async () => {
    upstream.images = (request) => request.socket.resetAndDestroy();
    const { id } = await desk.run(MODEL, "no headers", CHAT);
    expect(await dto(id)).toMatchObject({ status: "unknown", charged: "unknown", openrouterId: null, lookUp: null });
  });
});

describe("what was received", () => {
  it("wins over a record that says otherwise, comes late or cannot be had [A42]", async () => {
    const row = await desk.run(MODEL, "contradicted [fault:lookup-contradicts]", { resolution: "512" });
    expect(row).toMatchObject({ status: "succeeded", charged: "yes", lookupAt: expect.any(Date) });
    for (const status of [404, 500]) {
      upstream.lookUp = (_request, response) => response.writeHead(status).end();
      expect(await desk.lookUp(row.id)).toMatchObject({
        status: "succeeded",
        cost: row.cost,
        lookupAt: expect.any(Date),
      });
    }
    upstream.lookUp = upstream.sandbox;
    expect(await desk.lookUp(row.id)).toMatchObject({
      status: "succeeded",
      charged: "yes",
      cost: row.cost,
      lookupAt: null,
    });
    expect((await dto(row.id)).images).toHaveLength(1);
  });

  it("of a stream that was cut behind a preview is no picture, and stays to be seen as unfinished [A23]", async () => {
    const { preview } = await import("@/lib/press/preview");
    const row = await desk.run("openai/gpt-image-2", "half seen [fault:sse-cut-after-partial]", { quality: "low" });
    expect(row).toMatchObject({ status: "unknown", charged: "unknown", images: [] });
    expect((await dto(row.id)).previews).toBe(1);
    expect((await preview(desk.ctx, { id: row.id })).length).toBeGreaterThan(0);
    expect(await desk.lookUp(row.id)).toMatchObject({ status: "failed", charged: "no", errorCode: "not_delivered" });
    expect((await preview(desk.ctx, { id: row.id })).length).toBeGreaterThan(0);
  });
});

describe("generating it again", () => {
  const again = (retryOf: string, id = randomUUID()) =>
    m.create(desk.ctx, {
      setId: randomUUID(),
      prompt: "again",
      references: [],
      retryOf,
      generations: [{ id, model: MODEL, settings: { n: 1 } }],
    });

  it("refers to the old one, and happens once, however often it is pressed", async () => {
    const { id } = await paidInVain("twice");
    const presses = await Promise.allSettled(Array.from({ length: 10 }, () => again(id)));
    const made = presses.flatMap((press) => (press.status === "fulfilled" ? press.value.generations : []));
    expect(made).toMatchObject([{ retryOf: id, status: "queued" }]);
    for (const press of presses) {
      if (press.status === "rejected") expect(press.reason).toMatchObject({ code: "conflict" });
    }
    // The old one stays in its place.
    expect(await dto(id)).toMatchObject({ status: "unknown", charged: "yes" });
    await m.db().generation.update({ where: { id: made[0]?.id ?? "" }, data: { deletedAt: new Date() } });
    await expect(again(id)).resolves.toMatchObject({ generations: [{ retryOf: id }] });
  });

  it("is refused for one that succeeded, and for somebody else's", async () => {
    const { id } = await desk.run(MODEL, "it is there", CHAT);
    await expect(again(id)).rejects.toMatchObject({ code: "conflict" });
    await expect(again(randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });
});

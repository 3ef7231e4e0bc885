import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-3.1-flash-image";
const CHAT = { transport: "chat", resolution: "512" } as const;

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [{ db }, { getUsage }, { fetchPaid }, { dismiss }] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/usage/spending"),
    import("@/lib/generations/fetch-paid"),
    import("@/lib/generations/dismiss"),
  ]);
  return { db, getUsage, fetchPaid, dismiss };
}

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  m = await modules();
  upstream.images = upstream.sandbox;
  upstream.lookUp = upstream.sandbox;
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

const usage = () => m.getUsage(desk.ctx);
const NOTHING = { count: 0, low: 0, high: 0, unpriced: 0 };

describe("usage", () => {
  it("is empty before anything was sent", async () => {
    expect(await usage()).toEqual({
      total: { delivered: 0, notDelivered: 0, unknown: NOTHING },
      months: [],
      open: [],
      openCount: 0,
    });
  });

  it("follows each picture from unknown to charged, to here, and its sums are the ledger's", async () => {
    const here = await desk.run(MODEL, "delivered", CHAT);
    const lost = await desk.run(MODEL, "lost [fault:billed-then-forgotten]", CHAT);
    const delivered = Number(here.cost);
    expect(await usage()).toMatchObject({
      total: { delivered, notDelivered: 0, unknown: { count: 1, unpriced: 0, high: Number(lost.estimateHigh) } },
      months: [{ month: new Date().toISOString().slice(0, 7), delivered }],
      open: [{ generation: { id: lost.id }, dismissed: false }],
    });

    const { cost } = await desk.lookUp(lost.id);
    expect((await usage()).total).toEqual({ delivered, notDelivered: Number(cost), unknown: NOTHING });

    // Paid a second time, as the first answer was forgotten: the first payment bought nothing.
    await m.fetchPaid(desk.ctx, { id: lost.id });
    await desk.press(lost.id);
    expect(await usage()).toMatchObject({
      total: { delivered: delivered + Number(cost), notDelivered: Number(cost), unknown: NOTHING },
      openCount: 0,
    });

    const fetched = await desk.run(MODEL, "fetched [fault:billed-then-reset]", CHAT);
    await desk.lookUp(fetched.id);
    await m.fetchPaid(desk.ctx, { id: fetched.id });
    await desk.press(fetched.id);
    const { total, months } = await usage();
    expect(total.notDelivered).toBe(Number(cost));
    const entries = await m.db().ledgerEntry.findMany();
    expect(BigInt(total.delivered + total.notDelivered)).toBe(entries.reduce((sum, { amount }) => sum + amount, 0n));
    expect(months).toHaveLength(1);
  });

  it("counts what is dismissed, by the month in which it was spent, and never what the sandbox made", async () => {
    const before = await usage();
    upstream.images = (request) => request.socket.resetAndDestroy();
    const { id } = await desk.run(MODEL, "dismissed", CHAT);
    await m.dismiss(desk.ctx, { id });
    const row = { userId: desk.ctx.user.id, model: MODEL, source: "response", generationId: null };
    await m.db().ledgerEntry.createMany({
      data: [
        { ...row, attemptId: randomUUID(), keyRef: "instance", amount: 7n, at: new Date("2026-01-31T23:59:59Z") },
        { ...row, attemptId: randomUUID(), keyRef: "sandbox", amount: 1_000_000n },
      ],
    });
    const { total, months, open } = await usage();
    expect(total.delivered).toBe(before.total.delivered + 7);
    expect(months.at(-1)).toMatchObject({ month: "2026-01", delivered: 7 });
    expect(total.unknown.count).toBe(1);
    expect(open).toMatchObject([{ generation: { id }, dismissed: true }]);
    const stranger = await m.db().user.create({ data: { role: "member" } });
    const ctx = { user: { id: stranger.id, role: "member" }, actor: "web" } as const;
    expect((await m.getUsage(ctx)).months).toEqual([]);
  });
});

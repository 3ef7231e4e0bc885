import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { NANO } from "@/lib/money";
import { type Desk, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-2.5-flash-image";

let upstream: ScriptedUpstream;
let desk: Desk;
let owner: Context;
let m: Awaited<ReturnType<typeof modules>>;

const modules = async () => ({
  ...(await import("@/lib/db")),
  ...(await import("@/lib/budgets/set")),
  ...(await import("@/lib/budgets/clear")),
  ...(await import("@/lib/budgets/list")),
  ...(await import("@/lib/generations/create")),
  ...(await import("@/lib/generations/cancel")),
});

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  owner = desk.ctx;
  m = await modules();
  upstream.models.push({
    id: "acme/unpriced",
    name: "Unpriced",
    created: 1,
    architecture: { input_modalities: ["text"], output_modalities: ["image"] },
    supported_parameters: {},
    endpoints: [
      {
        provider_name: "Acme",
        provider_slug: "acme",
        supported_parameters: {},
        supports_streaming: false,
        pricing: [],
      },
    ],
  });
});

afterAll(async () => {
  await desk?.close();
  await upstream?.close();
});

beforeEach(async () => {
  await m.db().budget.deleteMany();
  await m.db().generationSet.deleteMany();
  await m.db().ledgerEntry.deleteMany();
});

const wish = (n = 1, model = MODEL) => ({
  setId: randomUUID(),
  prompt: "a fox",
  references: [],
  generations: Array.from({ length: n }, () => ({ id: randomUUID(), model, settings: { n: 1 } })),
});

const spend = (usd: number, { userId = owner.user.id, keyRef = "instance", at = new Date(), model = MODEL } = {}) =>
  m.db().ledgerEntry.create({
    data: {
      attemptId: randomUUID(),
      userId,
      model,
      keyRef,
      amount: BigInt(Math.round(usd * NANO)),
      source: "response",
      at,
    },
  });

const set = (usd: number, scope: "instance" | "person" | "key" = "instance", more = {}) =>
  m.setBudget(owner, { scope, period: "day", amount: usd * NANO, email: undefined, ...more });

async function price(): Promise<number> {
  const { generations } = await m.create(owner, wish());
  const row = await m.db().generation.findUniqueOrThrow({ where: { id: generations[0]?.id } });
  await m.db().generationSet.deleteMany();
  return Number(row.estimateHigh) / NANO;
}

describe("a budget", () => {
  it("refuses what may pass it, whole, and says who, how much is left and when it renews", async () => {
    const one = await price();
    await set(Number((one * 2.5).toFixed(4)));
    await m.create(owner, wish(2));
    const refused = m.create(owner, wish(1));
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    await expect(refused).rejects.toThrow(
      /^This may cost up to \$[\d.]+, and \$[\d.]+ is left of the studio's budget of \$[\d.]+ a day \(\$[\d.]+ of it is held .*\)\. Nothing was sent\. It renews on \d+ \w+, 00:00 UTC\.$/,
    );
    expect(await m.db().generation.count()).toBe(2);
    expect(await m.db().generationSet.count()).toBe(1);
  });

  it("is never overrun by wishes that come at once", async () => {
    const one = await price();
    await set(Number((one * 10.5).toFixed(4)));
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => m.create(owner, wish())));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(await m.db().generation.count()).toBe(10);
  });

  it("counts what was spent in its period, and no longer", async () => {
    await set(1);
    await spend(0.99);
    await expect(m.create(owner, wish())).rejects.toThrow("$0.01 is left");
    await m.db().ledgerEntry.deleteMany();
    await spend(5, { at: new Date(Date.now() - 48 * 60 * 60_000) });
    await spend(5, { keyRef: "sandbox" });
    await m.create(owner, wish());
  });

  it("gets back what a canceled generation held, and keeps what an unknown one holds until it is known", async () => {
    const one = await price();
    await set(Number((one * 1.5).toFixed(4)));
    const { generations } = await m.create(owner, wish());
    await m.cancel(owner, { id: generations[0]?.id ?? "" });
    upstream.images = (request) => request.socket.resetAndDestroy();
    const lost = await desk.run(MODEL, "a fox");
    expect(lost.status).toBe("unknown");
    await expect(m.create(owner, wish())).rejects.toThrow("held for what is under way or unknown");
    // Lost yesterday, it is charged to yesterday, if at all.
    await m
      .db()
      .generation.update({ where: { id: lost.id }, data: { finishedAt: new Date(Date.now() - 48 * 3_600_000) } });
    await m.create(owner, wish());
  });

  it("binds one person, or one key, alone", async () => {
    const other = await m.db().user.create({ data: { role: "member", email: "other@people.example" } });
    const ctx: Context = { user: { id: other.id, role: "member" }, actor: "web" };
    await set(0.001, "person", { email: "other@people.example" });
    await expect(m.create(ctx, wish())).rejects.toThrow("your budget");
    await m.create(owner, wish());
    await m.clearBudget(owner, { scope: "person", email: "other@people.example", period: "day" });
    await m.create(ctx, wish());
    await set(0.001, "key");
    await expect(m.create(owner, wish())).rejects.toThrow("the key's budget");
    await expect(m.setBudget(ctx, { scope: "instance", period: "day", amount: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await m.listBudgets(ctx)).toEqual([]);
    expect(await m.listBudgets(owner)).toMatchObject([
      { scope: "key", email: null, period: "day", amount: 0.001 * NANO },
    ]);
  });

  it("holds for an unknown price what the model cost at most of late, and refuses where nobody knows", async () => {
    await m.create(owner, wish(1, "acme/unpriced"));
    await set(1);
    await expect(m.create(owner, wish(1, "acme/unpriced"))).rejects.toThrow("is not known, and there is a budget");
    await spend(0.3, { model: "acme/unpriced" });
    await spend(0.2, { model: "acme/unpriced" });
    const { generations } = await m.create(owner, wish(1, "acme/unpriced"));
    const row = await m.db().generation.findUniqueOrThrow({ where: { id: generations[0]?.id } });
    expect(row.reserved).toBe(300_000_000n);
    await expect(m.create(owner, wish(1, "acme/unpriced"))).rejects.toThrow("may cost up to $0.30");
  });
});

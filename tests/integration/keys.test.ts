import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { issueKey, spentBy } from "../support/keys";
import { type Library, makeLibrary } from "../support/library";

/** The studio's own key; of an account that may also be asked for its credit. */
const STUDIO = `sk-or-v1-mgmt-${"0".repeat(40)}`;
const MODEL = "google/gemini-3.1-flash-image";

// Pictures are really painted, also on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

let library: Library;
let sandbox: Sandbox;
let m: Awaited<ReturnType<typeof modules>>;
/** Every key that a test has used, and everything that was logged. */
const keys: string[] = [STUDIO];
const logged: string[] = [];

async function modules() {
  return {
    ...(await import("@/lib/db")),
    ...(await import("@/lib/generations/create")),
    ...(await import("@/lib/generations/get")),
    ...(await import("@/lib/generations/resume")),
    ...(await import("@/lib/models/list")),
    ...(await import("@/lib/press/claim")),
    ...(await import("@/lib/press/loop")),
    ...(await import("@/lib/press/reconcile")),
    ...(await import("@/lib/settings/balance")),
    ...(await import("@/lib/settings/key-state")),
    ...(await import("@/lib/settings/own-key")),
    ...(await import("@/lib/settings/paste-key")),
    ...(await import("@/lib/settings/remove-key")),
    ...(await import("@/lib/settings/upstream")),
  };
}

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean(logged.push(String(text))));
  sandbox = await serveSandbox({ latency: "none", key: STUDIO });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: STUDIO });
  m = await modules();
});

beforeEach(async () => {
  await m.db().user.deleteMany();
});

afterAll(async () => {
  await m?.stopPress(0);
  await sandbox?.close();
  await library?.close();
  vi.restoreAllMocks();
});

async function somebody(role: Context["user"]["role"] = "member"): Promise<Context> {
  const { id } = await m.db().user.create({ data: { role } });
  return { user: { id, role }, actor: "web" };
}

/** A key that OpenRouter accepts. */
async function goodKey(limits: object = {}): Promise<string> {
  const key = await issueKey(sandbox, STUDIO, limits);
  keys.push(key);
  return key;
}

async function somebodyWithKey(): Promise<{ ctx: Context; key: string }> {
  const [ctx, key] = [await somebody(), await goodKey()];
  await m.pasteKey(ctx, { key });
  return { ctx, key };
}

/** Queues a picture; returns its id. */
async function queue(ctx: Context, prompt = "a blue bowl"): Promise<string> {
  const id = randomUUID();
  const generations = [{ id, model: MODEL, settings: { n: 1 } }];
  await m.create(ctx, { setId: randomUUID(), prompt, references: [], generations });
  return id;
}

const generation = (id: string) => m.db().generation.findUniqueOrThrow({ where: { id } });

/** Has the press come round once, without sending; returns what it would send. */
async function claimed(): Promise<string[]> {
  const ids = [];
  for await (const { generationId } of m.claim("test", 8)) ids.push(generationId);
  return ids;
}

/** Lets the press work until these have come to something. */
async function work(ids: string[]) {
  m.startPress();
  const rows = () => m.db().generation.findMany({ where: { id: { in: ids } }, orderBy: { createdAt: "asc" } });
  const under = (row: { status: string }) => ["queued", "running", "storing"].includes(row.status);
  await expect
    .poll(rows, { interval: 20, timeout: 50_000 })
    .not.toSatisfy((all: { status: string }[]) => all.some(under));
  await m.stopPress(5_000);
  return rows();
}

describe("whose key pays", () => {
  it("is each person's own, else the studio's: every call carries the key of who asked", async () => {
    const [ann, bob, carl] = [await somebodyWithKey(), await somebodyWithKey(), await somebody()];
    const ids = [await queue(ann.ctx), await queue(bob.ctx), await queue(bob.ctx), await queue(carl)];
    const rows = await work(ids);
    expect(rows.map(({ status }) => status)).toEqual(Array(4).fill("succeeded"));
    const costOf = (...mine: (string | undefined)[]) =>
      rows.filter(({ id }) => mine.includes(id)).reduce((sum, { cost }) => sum + Number(cost), 0) / 1e9;
    expect(await spentBy(sandbox, ann.key)).toBeCloseTo(costOf(ids[0]), 9);
    expect(await spentBy(sandbox, bob.key)).toBeCloseTo(costOf(ids[1], ids[2]), 9);
    expect(await spentBy(sandbox, STUDIO)).toBeCloseTo(costOf(ids[3]), 9);
    expect(costOf(...ids)).toBeGreaterThan(0);
  });

  it("is looked up with the same key that was sent", async () => {
    const { ctx } = await somebodyWithKey();
    const [row] = await work([await queue(ctx)]);
    await m.db().generation.update({ where: { id: row?.id }, data: { lookupAt: new Date(), provider: null } });
    // The record is there after a moment only.
    await expect
      .poll(async () => {
        await m.db().generation.updateMany({ where: { id: row?.id, provider: null }, data: { lookupAt: new Date() } });
        await m.reconcile();
        return (await generation(row?.id ?? "")).provider;
      })
      .not.toBeNull();
  });

  it("stops alone when it is refused, and says where to give another one", async () => {
    const [ann, bob] = [await somebody(), await somebodyWithKey()];
    const wrong = `sk-or-v1-${"bad".repeat(20)}`;
    keys.push(wrong);
    await m.keepKey(ann.user.id, wrong, "pasted");
    const [annsFirst, annsSecond, bobs] = [await queue(ann), await queue(ann), await queue(bob.ctx)];
    await work([annsFirst, annsSecond, bobs]);
    for (const id of [annsFirst, annsSecond]) {
      const row = await generation(id);
      expect(row).toMatchObject({ status: "paused", charged: "no", errorCode: "unauthorized" });
      expect(row.errorMessage).toContain("Settings");
      expect(row.errorMessage).not.toContain("OPENROUTER_API_KEY");
    }
    expect(await generation(bobs)).toMatchObject({ status: "succeeded" });
  });
});

describe("a key at rest", () => {
  it("is nowhere in the data folder as it was pasted, and only its last four characters are told", async () => {
    const { ctx, key } = await somebodyWithKey();
    const state = await m.getKeyState(ctx);
    expect(state).toMatchObject({ payer: "own", own: { last4: key.slice(-4), source: "pasted", readable: true } });
    expect(JSON.stringify([state, await m.getBalance(ctx)])).not.toContain(key.slice(9, -4));
    const files = readdirSync(library.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(1);
    for (const { parentPath, name } of files) {
      expect(readFileSync(join(parentPath, name)).includes(key.slice(6)), name).toBe(false);
    }
  });

  it("opens for its person and its row alone, and not once a bit of it was changed", async () => {
    const [ann, bob] = [await somebodyWithKey(), await somebodyWithKey()];
    const rowOf = ({ ctx }: typeof ann) => m.db().apiKey.findUniqueOrThrow({ where: { userId: ctx.user.id } });
    const [anns, bobs] = [await rowOf(ann), await rowOf(bob)];
    expect(m.openKey(anns)).toBe(ann.key);
    expect(m.openKey({ ...bobs, sealed: anns.sealed })).toBeNull();
    expect(m.openKey({ ...anns, id: bobs.id })).toBeNull();
    expect(m.openKey({ ...anns, userId: bobs.userId })).toBeNull();
    for (const place of [0, 12, 28, 40]) {
      const bytes = Buffer.from(anns.sealed, "base64");
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      expect(m.openKey({ ...anns, sealed: bytes.toString("base64") }), `byte ${place}`).toBeNull();
    }
    for (const sealed of ["", "nonsense", anns.sealed.slice(0, 20)]) expect(m.openKey({ ...anns, sealed })).toBeNull();
    await m.keepKey(ann.ctx.user.id, ann.key, "pasted");
    expect((await rowOf(ann)).sealed).not.toBe(anns.sealed);
  });

  it("that cannot be read any more stops its person's work and nothing else, until it is pasted again", async () => {
    const { ctx, key } = await somebodyWithKey();
    const waiting = await queue(ctx);
    const secret = join(library.dataDir, "secrets", "auth");
    const before = readFileSync(secret);
    writeFileSync(secret, randomUUID());
    try {
      expect((await m.getKeyState(ctx)).own?.readable).toBe(false);
      expect((await m.getBalance(ctx)).problem).toContain("Paste it again");
      expect((await m.listModels(ctx)).models.length).toBeGreaterThan(0);
      const later = await queue(ctx);
      const others = await queue(await somebody());
      const calls = sandbox.ledger.length;
      expect(await claimed()).toEqual([others]);
      for (const id of [waiting, later]) {
        expect(await generation(id)).toMatchObject({ status: "paused", charged: "no", errorCode: "key_gone" });
      }
      expect(sandbox.ledger.length).toBe(calls);
      await m.pasteKey(ctx, { key });
      expect(await m.getKeyState(ctx)).toMatchObject({ own: { readable: true } });
      expect(await m.resume(ctx, { id: waiting })).toMatchObject({ status: "queued" });
      expect(await claimed()).toEqual([waiting]);
    } finally {
      writeFileSync(secret, before);
    }
  });
});

describe("a key that is taken away", () => {
  it("pauses what waited for it; nothing goes to another key until a person says so", async () => {
    const { ctx } = await somebodyWithKey();
    const id = await queue(ctx);
    await m.removeKey(ctx);
    expect(await claimed()).toEqual([]);
    const paused = await generation(id);
    expect(paused).toMatchObject({ status: "paused", charged: "no", errorCode: "key_gone" });
    // It is no probe either.
    expect(await claimed()).toEqual([]);
    expect(await m.getKeyState(ctx)).toMatchObject({ payer: "studio", own: null });

    await m.resume(ctx, { id });
    expect(await generation(id)).toMatchObject({ keyRef: "instance" });
    expect(await claimed()).toEqual([id]);
  });

  it("is treated alike when another one takes its place: the new key pays for new work alone", async () => {
    const { ctx } = await somebodyWithKey();
    const old = await queue(ctx);
    const next = await goodKey();
    await m.pasteKey(ctx, { key: next });
    const fresh = await queue(ctx);
    expect(await claimed()).toEqual([fresh]);
    expect(await generation(old)).toMatchObject({ status: "paused", errorCode: "key_gone" });
    expect(await m.db().apiKey.count({ where: { userId: ctx.user.id } })).toBe(1);
    expect((await m.upstreamFor(ctx.user.id)).apiKey).toBe(next);
  });

  it("is taken from its own person alone", async () => {
    const [ann, bob] = [await somebodyWithKey(), await somebodyWithKey()];
    const bobs = await queue(bob.ctx);
    await m.removeKey(ann.ctx);
    expect((await m.upstreamFor(bob.ctx.user.id)).apiKey).toBe(bob.key);
    expect(await claimed()).toEqual([bobs]);
  });

  it("ends its look-ups, and says that the charge stays unknown", async () => {
    const { ctx } = await somebodyWithKey();
    const [row] = await work([await queue(ctx)]);
    const id = row?.id ?? "";
    await m.db().generation.update({ where: { id }, data: { status: "unknown", lookupAt: new Date() } });
    await m.removeKey(ctx);
    await m.reconcile();
    const after = await generation(id);
    expect(after).toMatchObject({ status: "unknown", lookupAt: null });
    expect(after.errorMessage).toContain("cannot be looked up");
  });
});

describe("a pasted key", () => {
  it.each([
    ["that is none", "hunter2 hunter2"],
    ["of another service", `sk-${"a".repeat(40)}`],
    ["with a line end in it", `sk-or-v1-abc\ndef-${"a".repeat(30)}`],
  ])("%s is refused before anybody is asked", async (_kind, key) => {
    const ctx = await somebody();
    await expect(m.pasteKey(ctx, { key })).rejects.toMatchObject({ code: "invalid", field: "key" });
    expect(await m.db().apiKey.count()).toBe(0);
  });

  it("that OpenRouter refuses is not kept, and an earlier one stays", async () => {
    const { ctx, key } = await somebodyWithKey();
    const wrong = `sk-or-v1-${"f".repeat(64)}`;
    keys.push(wrong);
    const refusal = m.pasteKey(ctx, { key: wrong });
    await expect(refusal).rejects.toMatchObject({ code: "forbidden", field: "key" });
    await expect(refusal).rejects.toThrow(/not accept this key.*not kept/);
    expect((await m.upstreamFor(ctx.user.id)).apiKey).toBe(key);
  });

  it("that manages keys instead of paying is not kept", async () => {
    await expect(m.pasteKey(await somebody(), { key: STUDIO })).rejects.toThrow(/manages other keys/);
  });
});

describe("the balance", () => {
  it("is the key's own, and new at once when something was spent", async () => {
    const ctx = await somebody();
    await m.pasteKey(ctx, { key: await goodKey({ limit: 5, usage_limit_type: "monthly", key_label: "Ann's" }) });
    expect(await m.getBalance(ctx)).toMatchObject({
      payer: "own",
      account: { label: "Ann's", used: 0, limit: { amount: 5e9, left: 5e9, resets: "monthly" }, credit: null },
      problem: null,
    });
    const [row] = await work([await queue(ctx)]);
    const cost = Number(row?.cost);
    expect(cost).toBeGreaterThan(0);
    expect((await m.getBalance(ctx)).account).toMatchObject({ used: cost, limit: { left: 5e9 - cost } });
  });

  it("of the studio's key is told to its owner, and to members only that it pays", async () => {
    const owner = await m.getBalance(await somebody("owner"));
    expect(owner).toMatchObject({ payer: "studio", last4: null, problem: null });
    expect(owner.account?.credit).toBeGreaterThan(0);
    expect(await m.getBalance(await somebody())).toEqual({
      payer: "studio",
      last4: null,
      account: null,
      problem: null,
    });
  });

  it("of a key that is refused meanwhile says so", async () => {
    const ctx = await somebody();
    await m.keepKey(ctx.user.id, `sk-or-v1-${"dead".repeat(16)}`, "pasted");
    expect(await m.getBalance(ctx)).toMatchObject({ account: null, problem: expect.stringContaining("not accept") });
  });
});

it("no key was ever logged, not even one that an error quotes", async () => {
  const { log } = await import("@/lib/log");
  log.error("test.quoted", { error: new Error(`No such key: ${keys.at(-1)}`) });
  expect(logged.join()).toContain("No such key: [key]");
  expect(logged.filter((line) => keys.some((key) => line.includes(key.slice(9))))).toEqual([]);
});

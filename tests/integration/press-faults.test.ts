import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { NOTHING_SAID } from "@/lib/openrouter/answer";
import { blobKey } from "@/lib/storage/keys";
import { type Library, makeLibrary } from "../support/library";
import { serveScripted } from "../support/scripted-upstream";

const BUFFERED = "google/gemini-3.1-flash-image";
const OWNER = "this process";

let library: Library;
let upstream: Awaited<ReturnType<typeof serveScripted>>;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;
let picture: string;

// Imported after the environment is set.
async function modules() {
  const all = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/generations/get"),
    import("@/lib/generations/references"),
    import("@/lib/press/claim"),
    import("@/lib/press/dispatch"),
    import("@/lib/press/land"),
    import("@/lib/press/recover"),
    import("@/lib/press/reconcile"),
    import("@/lib/press/settle"),
    import("@/lib/press/spool"),
    import("@/lib/press/sweep"),
    import("@/lib/press/loop"),
    import("@/lib/env"),
    import("@/lib/generations/changes"),
  ]);
  return Object.assign({}, ...all) as UnionToIntersection<(typeof all)[number]>;
}
type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;

beforeAll(async () => {
  upstream = await serveScripted();
  library = await makeLibrary({ OPENROUTER_BASE_URL: upstream.url, OPENROUTER_API_KEY: "sk-or-v1-canary0123456789" });
  m = await modules();
  const { id } = await m.db().user.create({ data: { role: "owner" } });
  ctx = { user: { id, role: "owner" }, actor: "cli" };
  const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  picture = png.toString("base64");
});

beforeEach(() => {
  upstream.bodies.length = 0;
  upstream.lookups.length = 0;
  upstream.early = null;
});

afterAll(async () => {
  await upstream?.close();
  await library?.close();
});

async function accept(prompt = "a lighthouse", model = BUFFERED, references: string[] = [], id = randomUUID()) {
  await m.create(ctx, {
    setId: randomUUID(),
    prompt,
    references,
    generations: [{ id, model, settings: { n: 1 } }],
  });
  return id;
}

async function claimed(id: string) {
  for await (const claim of m.claim(OWNER, 1, [id])) return claim;
  throw new Error("It was not claimed.");
}

/** Claims, sends and lands one generation, as the loop does; returns its row. */
async function press(id: string) {
  const claim = await claimed(id);
  const verdict = await m.dispatch(claim);
  await m.land(claim, verdict, await m.findSpooled(claim.attemptId));
  return row(id);
}

const row = (id: string) =>
  m.db().generation.findUniqueOrThrow({ where: { id }, include: { attempts: true, images: true } });

function delivers(usage: unknown = { cost: 0.04 }): void {
  upstream.images = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
    response.end(JSON.stringify({ data: [{ b64_json: picture }], usage }));
  };
}

function refuses(status: number, error: object): void {
  upstream.images = (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
  };
}

/** Bytes that lie in the spool. */
function spoolBytes(): number {
  const folder = m.dataFolder("spool");
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

describe("the landing room", () => {
  it("is free again when the line was lost before an answer", async () => {
    upstream.images = (request) => request.socket.resetAndDestroy();
    const before = spoolBytes();
    expect(await press(await accept())).toMatchObject({ status: "unknown", errorCode: "line_lost" });
    expect(spoolBytes() - before).toBeLessThan(10_000);
  });
});

describe("a key that is refused", () => {
  it("is probed by one job, not by each that is paused", async () => {
    refuses(401, { code: 401, message: "User not found." });
    const ids = [];
    for (let no = 0; no < 5; no++) ids.push(await accept(`paused ${no}`));
    await m.db().generation.updateMany({
      where: { id: { in: ids } },
      data: { status: "paused", errorCode: "unauthorized", runAfter: new Date(0) },
    });
    for (let turn = 0; turn < 5; turn++) {
      for await (const claim of m.claim(OWNER, 8, ids)) {
        await m.land(claim, await m.dispatch(claim), await m.findSpooled(claim.attemptId));
      }
    }
    expect(upstream.bodies).toHaveLength(1);
    await m.db().generation.updateMany({ where: { id: { in: ids } }, data: { status: "canceled" } });
  });
});

describe("an answer whose head the database could not be told of", () => {
  it("keeps its id, so that it can be looked up", async () => {
    upstream.images = (request, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-4" });
      response.write('{"data":[', () => request.socket.resetAndDestroy());
    };
    const id = await accept("busy");
    const claim = await claimed(id);
    const verdict = await m.dispatch(claim);
    await m.db().attempt.update({ where: { id: claim.attemptId }, data: { openrouterId: null } });
    await m.land(claim, verdict, await m.findSpooled(claim.attemptId));
    expect(await row(id)).toMatchObject({ status: "unknown", openrouterId: "gen-4", lookupAt: expect.any(Date) });
  });
});

describe("a wish", () => {
  it("under a set's id that is taken, or with one id twice, is refused by name", async () => {
    const [setId, id] = [randomUUID(), randomUUID()];
    const generation = () => ({ id: randomUUID(), model: BUFFERED, settings: { n: 1 } });
    const wish = { setId, prompt: "first", references: [], generations: [generation()] };
    await m.create(ctx, wish);
    const twice = [1, 2].map(() => ({ ...generation(), id }));
    for (const other of [{ generations: [generation()] }, { setId: randomUUID(), generations: twice }]) {
      await expect(m.create(ctx, { ...wish, ...other })).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await m.db().generation.count({ where: { id } })).toBe(0);
  });
});

describe("a claim", () => {
  it("is handed over before the next one is prepared", async () => {
    const ids = [await accept("first"), await accept("second")];
    const claims = m.claim(OWNER, 8, ids);
    await claims.next();
    expect(await m.db().attempt.count({ where: { generationId: { in: ids } } })).toBe(1);
    await claims.return(undefined);
    await m.db().generation.updateMany({ where: { id: { in: ids } }, data: { status: "canceled" } });
  });

  it("of a generation whose reference is gone fails it, and nothing is sent", async () => {
    const { id: referenceId } = await m.addReference(ctx, Buffer.from(picture, "base64"));
    const id = await accept("with a reference", BUFFERED, [referenceId]);
    const { sha256 } = await m.db().reference.findUniqueOrThrow({ where: { id: referenceId } });
    rmSync(join(library.dataDir, blobKey(sha256)));
    for await (const _ of m.claim(OWNER, 8, [id])) expect.unreachable();
    expect(await row(id)).toMatchObject({
      status: "failed",
      charged: "no",
      errorCode: "reference_missing",
      reserved: 0n,
    });
    expect(await row(id)).toMatchObject({ attempts: [] });
  });
});

describe("a process that slept longer than its lease", () => {
  it("does not give up the calls that it still holds", async () => {
    const id = await accept("slept");
    const { attemptId } = await claimed(id);
    await m.db().attempt.update({ where: { id: attemptId }, data: { leaseUntil: new Date(0) } });
    await m.recover(OWNER, [attemptId]);
    expect(await row(id)).toMatchObject({ status: "running" });
    await m.recover(OWNER, []);
    expect(await row(id)).toMatchObject({ status: "unknown", errorCode: "line_lost" });
  });
});

describe("a stream of two pictures that another process took over after the first", () => {
  it("has both in the library in the end", async () => {
    const id = await accept("two");
    const { attemptId } = await claimed(id);
    const { storeImages } = await import("@/lib/press/store");
    const red = await sharp({ create: { width: 48, height: 64, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const payloads = [picture, red.toString("base64")].map((payload) => ({ payload, label: null }));
    const both = await storeImages(payloads, "");
    await m.settleDelivered(attemptId, both.slice(0, 1), NOTHING_SAID);
    for (let times = 0; times < 2; times++) await m.settleDelivered(attemptId, both, { ...NOTHING_SAID, cost: 0.08 });
    const generation = await row(id);
    expect(generation).toMatchObject({ status: "succeeded", cost: 80_000_000n });
    expect(generation.images.map(({ sha256 }) => sha256).sort()).toEqual(both.map(({ sha256 }) => sha256).sort());
    expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
  });
});

describe("an answer that cannot be brought into the library", () => {
  it("is tried again until what kept it out has passed", async () => {
    delivers();
    const id = await accept("no way in");
    const claim = await claimed(id);
    await m.dispatch(claim);
    const again = async () => {
      await m.db().attempt.update({ where: { id: claim.attemptId }, data: { leaseUntil: new Date(0) } });
      await m.recover(OWNER, []);
      return row(id);
    };
    const thumbs = m.dataFolder("thumbs");
    renameSync(thumbs, `${thumbs}.away`);
    writeFileSync(thumbs, "not a folder");
    for (let times = 0; times < 5; times++) expect(await again()).toMatchObject({ status: "storing" });
    rmSync(thumbs);
    renameSync(`${thumbs}.away`, thumbs);
    expect(await again()).toMatchObject({ status: "succeeded", cost: 40_000_000n });
    expect(upstream.bodies).toHaveLength(1);
  });
});

describe("look-ups", () => {
  it("that wait for an answer do not keep the press from sending", async () => {
    const unknown = await accept("unknown");
    upstream.images = (request) => request.socket.resetAndDestroy();
    const { attempts } = await press(unknown);
    await m.db().attempt.update({ where: { id: attempts[0]?.id ?? "" }, data: { openrouterId: "gen-hangs" } });
    await m.db().generation.update({ where: { id: unknown }, data: { lookupAt: new Date(0) } });
    const asked = new Promise<void>((resolve) => {
      upstream.lookUp = () => resolve();
    });
    const id = randomUUID();
    m.startPress({ only: [id] });
    await asked;
    delivers();
    await accept("sent meanwhile", BUFFERED, [], id);
    await expect.poll(async () => (await row(id)).status, { interval: 20, timeout: 10_000 }).toBe("succeeded");
    await m.stopPress(0);
  });
});

it("an answer is noted with the time at which its last byte came, also one that was cut", async () => {
  delivers();
  const whole = await press(await accept());
  upstream.images = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-5" });
    response.write('{"data":[', () => response.destroy());
  };
  const cut = await press(await accept());
  expect([whole.status, cut.status]).toEqual(["succeeded", "unknown"]);
  for (const { receivedAt, settledAt } of [...whole.attempts, ...cut.attempts]) {
    expect(receivedAt?.getTime()).toBeLessThanOrEqual(settledAt?.getTime() ?? 0);
  }
});

describe("a stream of several pictures that ends early", () => {
  it("keeps what came, and leaves the cost to the look-up: what one event named may be its own share", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-4" });
      const event = { type: "image_generation.completed", b64_json: picture, usage: { cost: 0.04 } };
      response.end(`data: ${JSON.stringify(event)}\n\n`);
    };
    const id = await accept("three boats", "openai/gpt-image-2");
    await m.db().generation.update({ where: { id }, data: { settings: { n: 3 } } });
    const cut = await press(id);
    expect(cut).toMatchObject({ status: "succeeded", charged: "yes", cost: null, images: [{ index: 0 }] });

    upstream.lookUp = (_request, response) =>
      response.end(JSON.stringify({ data: { total_cost: 0.12, finish_reason: "stop" } }));
    await m.db().generation.update({ where: { id }, data: { lookupAt: new Date() } });
    await m.reconcile();
    expect(await row(id)).toMatchObject({ status: "succeeded", cost: 120_000_000n, images: [{ index: 0 }] });
  });
});

describe("the sweep", () => {
  it("keeps an answer that was paid and is not in the library, and takes what a dead process left", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-3" });
      response.end(JSON.stringify({ data: [{ b64_json: "not base64!" }] }));
    };
    const { attempts } = await press(await accept("damaged and paid"));
    const id = attempts[0]?.id ?? "";
    const long = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
    await m.db().attempt.update({ where: { id }, data: { settledAt: long, charged: "yes" } });
    const left = join(m.dataFolder("spool"), `${randomUUID()}.image`);
    writeFileSync(left, "left behind");
    for (const path of [m.spoolPath(id, "done"), m.spoolPath(id, "request"), left]) utimesSync(path, long, long);
    await m.sweep();
    expect([m.spoolPath(id, "done"), m.spoolPath(id, "request"), left].map(existsSync)).toEqual([true, false, false]);
  });
});

describe("changes", () => {
  it("come all, also when more than a page of them has the same time", async () => {
    const since = (await m.listChanges(ctx, {})).cursor;
    const ids = await Promise.all(Array.from({ length: 420 }, (_, no) => accept(`change ${no}`)));
    await m.db().generation.updateMany({ where: { id: { in: ids } }, data: { status: "canceled" } });
    const seen = new Set<string>();
    let changes = await m.listChanges(ctx, { since });
    for (let page = 0; page < 9 && changes.generations.length > 0; page++) {
      for (const { id } of changes.generations) seen.add(id);
      changes = await m.listChanges(ctx, { since: changes.cursor });
    }
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
  }, 60_000);
});

describe("a charge", () => {
  it("that a look-up found before the bytes came counts once", async () => {
    upstream.images = (request) => request.socket.resetAndDestroy();
    const id = await accept();
    const { attempts } = await press(id);
    const attemptId = attempts[0]?.id ?? "";
    await m.db().attempt.update({ where: { id: attemptId }, data: { openrouterId: "gen-late" } });
    await m.db().generation.update({ where: { id }, data: { lookupAt: new Date(0) } });
    upstream.lookUp = (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: { total_cost: 0.04, finish_reason: "stop", provider_name: "Google" } }));
    await m.reconcile();
    expect(await row(id)).toMatchObject({ status: "unknown", charged: "yes", cost: 40_000_000n });
    const { storeImages } = await import("@/lib/press/store");
    await m.settleDelivered(attemptId, await storeImages([{ payload: picture, label: null }], ""), {
      ...NOTHING_SAID,
      cost: 0.04,
    });
    expect(await row(id)).toMatchObject({ status: "succeeded", charged: "yes", cost: 40_000_000n });
    expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
  });

  it("that was not reported is found by a look-up and lands in the ledger once", async () => {
    delivers(null);
    const id = await accept();
    expect(await press(id)).toMatchObject({ status: "succeeded", cost: null });
    for (let times = 0; times < 2; times++) {
      await m.db().generation.update({ where: { id }, data: { lookupAt: new Date(0) } });
      await m.reconcile();
    }
    expect(await row(id)).toMatchObject({ status: "succeeded", cost: 40_000_000n, provider: "Google", lookupAt: null });
    expect(await m.db().ledgerEntry.findMany({ where: { generationId: id } })).toMatchObject([
      { amount: 40_000_000n, source: "lookup" },
    ]);
  });

  it("that a provider's own key pays is looked up with what the provider bills for it", async () => {
    delivers(null);
    upstream.lookUp = (_request, response) =>
      response.end(
        JSON.stringify({
          data: { total_cost: 0, is_byok: true, upstream_inference_cost: 0.04, finish_reason: "stop" },
        }),
      );
    const id = await accept();
    await press(id);
    await m.db().generation.update({ where: { id }, data: { lookupAt: new Date(0) } });
    await m.reconcile();
    expect(await row(id)).toMatchObject({ status: "succeeded", charged: "yes", cost: 40_000_000n });
  });

  it("of a refusal that was thought to be free is said in its place, and why it was refused stays", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(403, { "content-type": "application/json", "x-generation-id": "gen-6" });
      response.end(JSON.stringify({ error: { code: 403, message: "flagged", metadata: { reasons: ["violence"] } } }));
    };
    upstream.lookUp = (_request, response) =>
      response.end(JSON.stringify({ data: { total_cost: 0.04, finish_reason: "stop" } }));
    const id = await accept();
    expect((await press(id)).errorMessage).toContain("Nothing was charged.");
    await m.db().generation.update({ where: { id }, data: { lookupAt: new Date(0) } });
    await m.reconcile();
    const { status, cost, errorMessage } = await row(id);
    expect({ status, cost }).toEqual({ status: "failed", cost: 40_000_000n });
    expect(errorMessage).toMatch(/^The provider refused .* OpenRouter charged \$0\.04 for it\. .*violence/);
  });

  it("of a damaged picture is what the look-up says, not what the answer says", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-2" });
      response.end(JSON.stringify({ data: [{ b64_json: "not base64!" }], usage: { cost: 0.04 } }));
    };
    const id = await accept();
    expect(await press(id)).toMatchObject({
      status: "unknown",
      errorCode: "undecodable",
      charged: "unknown",
      cost: null,
    });
    expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(0);
  });
});

import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { type Library, makeLibrary } from "../support/library";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

vi.setConfig({ testTimeout: 90_000 });

const KEY = "sk-or-v1-canary0123456789";

let library: Library;
let upstream: ScriptedUpstream;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

async function modules() {
  const [db, create, get, loop, adopt, spool, sweep, pictures] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/generations/get"),
    import("@/lib/press/loop"),
    import("@/lib/records/adopt"),
    import("@/lib/press/spool"),
    import("@/lib/press/sweep"),
    import("../support/pictures"),
  ]);
  return { ...db, ...create, ...get, ...loop, ...adopt, ...spool, ...sweep, ...pictures };
}

beforeAll(async () => {
  upstream = await serveScripted();
  library = await makeLibrary({ OPENROUTER_BASE_URL: upstream.url, OPENROUTER_API_KEY: KEY });
  m = await modules();
  await m.db().user.create({ data: { id: "owner", role: "owner" } });
  ctx = { user: { id: "owner", role: "owner" }, actor: "cli" };
});

afterEach(() => m.stopPress(0));

afterAll(async () => {
  await upstream?.close();
  await library?.close();
});

/** Accepts one generation; its id. */
async function accept(prompt: string, who = ctx): Promise<string> {
  const id = randomUUID();
  await m.create(who, {
    setId: randomUUID(),
    prompt,
    references: [],
    generations: [{ id, model: "google/gemini-3.1-flash-image", settings: { n: 1, resolution: "512" } }],
  });
  return id;
}

const generation = (id: string) =>
  m.db().generation.findUniqueOrThrow({
    where: { id },
    omit: { updatedAt: true, runAfter: true },
    include: {
      set: true,
      images: true,
      attempts: { omit: { leaseOwner: true, leaseUntil: true, liveGenerationId: true } },
    },
  });
const reach = (id: string, status: string) =>
  expect.poll(async () => (await generation(id)).status, { interval: 20, timeout: 60_000 }).toBe(status);

async function paint(prompt: string, who = ctx): Promise<string> {
  upstream.images = upstream.sandbox;
  m.startPress();
  const id = await accept(prompt, who);
  await reach(id, "succeeded");
  return id;
}

const recordOf = (attemptId: string) => join(library.dataDir, "records", attemptId.slice(0, 2), `${attemptId}.json`);

/** Removes the record of a generation's attempt, whose id it returns. */
async function dropRecord(id: string): Promise<string> {
  const { attempts } = await generation(id);
  const attemptId = attempts[0]?.id ?? "";
  rmSync(recordOf(attemptId));
  return attemptId;
}

/** The rows as they were before any of these were accepted. */
async function forget(ids: string[]): Promise<void> {
  const before = await m.db().generation.findMany({ where: { id: { in: ids } } });
  await m.db().generationSet.deleteMany({ where: { id: { in: before.map(({ setId }) => setId) } } });
  await m.db().ledgerEntry.deleteMany({ where: { generationId: { in: ids } } });
}

it("brings a picture back that the database does not know, with its recipe, its cost and its charge [B32]", async () => {
  const id = await paint("a lighthouse, recovered");
  await m.stopPress(0);
  const before = await generation(id);
  const charge = await m.db().ledgerEntry.findMany({ where: { generationId: id } });
  expect(charge).toHaveLength(1);
  await forget([id]);
  expect(await m.adoptRecords()).toEqual({ attempts: 1, pictures: 1, left: [] });
  expect(await generation(id)).toEqual(before);
  expect(await m.db().ledgerEntry.findMany({ where: { generationId: id } })).toEqual(charge);
  expect(await m.adoptRecords()).toEqual({ attempts: 0, pictures: 0, left: [] });
});

it("sends nothing again that an older database still has in its queue [B32]", async () => {
  m.startPress();
  await m.stopPress(0);
  const id = await accept("queued when the copy was made");
  const queued = await m.db().generation.findUniqueOrThrow({ where: { id } });
  upstream.images = upstream.sandbox;
  m.startPress();
  await reach(id, "succeeded");
  await m.stopPress(0);
  const sent = upstream.bodies.length;
  await m.db().attempt.deleteMany({ where: { generationId: id } });
  await m.db().generation.update({ where: { id }, data: { ...queued, settings: queued.settings as object } });
  await m.adoptRecords();
  expect(await generation(id)).toMatchObject({ status: "succeeded", images: [{}], attempts: [{ no: 1 }] });
  m.startPress();
  await paint("meanwhile another one");
  expect(upstream.bodies).toHaveLength(sent + 1);
});

it("sends nothing again of which an earlier try was refused, or the only one [B32]", async () => {
  let refusals = 1;
  upstream.images = (request, response) => {
    if (refusals-- <= 0) return upstream.sandbox(request, response);
    response.writeHead(429, { "retry-after": "1", "content-type": "application/json" });
    response.end(JSON.stringify({ error: { code: 429, message: "Rate limit exceeded" } }));
  };
  m.startPress();
  const id = await accept("refused at first");
  await reach(id, "succeeded");
  refusals = 1;
  const refused = await accept("refused and canceled");
  await expect
    .poll(() => m.db().attempt.count({ where: { generationId: refused, state: "settled" } }), { timeout: 60_000 })
    .toBe(1);
  await m.stopPress(0);
  await forget([id, refused]);
  const sent = upstream.bodies.length;
  expect(await m.adoptRecords()).toMatchObject({ attempts: 3, pictures: 1 });
  m.startPress();
  await reach(refused, "canceled");
  await paint("after the refused ones");
  expect(upstream.bodies).toHaveLength(sent + 1);
  expect(await generation(id)).toMatchObject({
    status: "succeeded",
    images: [{}],
    attempts: [
      { no: 1, outcome: "superseded", charged: "no" },
      { no: 2, outcome: "succeeded" },
    ],
  });
});

it("adopts an answer in the spool whose attempt the database does not know [B32]", async () => {
  upstream.images = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-spooled" });
    const picture = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    response.end(JSON.stringify({ created: 1, data: [{ b64_json: picture }], usage: { cost: 0.07 } }));
  };
  m.startPress();
  const id = await accept("in the spool");
  await reach(id, "succeeded");
  await m.stopPress(0);
  // As if the process had died behind the answer, and the database were older than the request.
  await dropRecord(id);
  await forget([id]);
  // However long that takes to be noticed.
  const spool = join(library.dataDir, "spool");
  for (const name of readdirSync(spool)) await utimes(join(spool, name), 0, 0);
  await m.sweep();
  await m.adoptRecords();
  m.startPress();
  await reach(id, "succeeded");
  expect(await generation(id)).toMatchObject({
    cost: 70_000_000n,
    images: [{ index: 0 }],
    openrouterId: "gen-spooled",
  });
  expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
});

it("says unknown of what was sent when nothing of its answer is there [B32]", async () => {
  const id = await paint("sent, and no more is known");
  await m.stopPress(0);
  await m.clearSpool(await dropRecord(id), ["done"]);
  await forget([id]);
  const sent = upstream.bodies.length;
  await m.adoptRecords();
  m.startPress();
  await reach(id, "unknown");
  expect(upstream.bodies).toHaveLength(sent);
});

it("gives the owner what an account paid for that is gone, and no row dangles [B33]", async () => {
  const member = await m.addPerson();
  upstream.images = upstream.sandbox;
  m.startPress();
  const id = await accept("whose account goes", member);
  await reach(id, "succeeded");
  await m.db().user.delete({ where: { id: member.user.id } });
  expect(await m.db().image.count({ where: { generationId: id } })).toBe(0);
  expect(await m.db().ledgerEntry.findMany({ where: { generationId: id } })).toMatchObject([
    { userId: member.user.id },
  ]);
  await m.adoptRecords();
  expect(await m.getGenerations(ctx, [id])).toMatchObject([{ status: "succeeded", delivered: 1 }]);
  expect(await m.db().$queryRaw`PRAGMA foreign_key_check`).toEqual([]);
  expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
});

it("keeps cost and picture of a generation whose account goes while it runs, and no row dangles [B33]", async () => {
  const member = await m.addPerson();
  let answer = () => {};
  upstream.images = (request, response) => {
    answer = () => upstream.sandbox(request, response);
  };
  m.startPress();
  const id = await accept("gone while it runs", member);
  const sent = upstream.bodies.length;
  await expect.poll(() => upstream.bodies.length, { interval: 20, timeout: 60_000 }).toBe(sent + 1);
  const attempt = await m.db().attempt.findFirstOrThrow({ where: { generationId: id } });
  await m.db().user.delete({ where: { id: member.user.id } });
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  answer();
  await vi.waitFor(() => expect(said.mock.calls.join()).toContain("press.attempt_failed"), { timeout: 60_000 });
  said.mockRestore();
  await m.stopPress(0);
  expect(existsSync(m.spoolPath(attempt.id, "done"))).toBe(true);
  await m.adoptRecords();
  m.startPress();
  await reach(id, "succeeded");
  expect(await m.getGenerations(ctx, [id])).toMatchObject([{ charged: "yes", delivered: 1 }]);
  expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
  expect(await m.db().$queryRaw`PRAGMA foreign_key_check`).toEqual([]);
});

it("keeps the cost of a generation that is deleted while it runs, and its picture out of sight [B33]", async () => {
  let answer = () => {};
  upstream.images = (request, response) => {
    answer = () => upstream.sandbox(request, response);
  };
  m.startPress();
  const sent = upstream.bodies.length;
  const id = await accept("deleted while it runs");
  await expect.poll(() => upstream.bodies.length, { interval: 20, timeout: 60_000 }).toBe(sent + 1);
  await m.db().generation.update({ where: { id }, data: { deletedAt: new Date() } });
  answer();
  await reach(id, "succeeded");
  expect(await m.getGenerations(ctx, [id])).toEqual([]);
  expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
  expect(await m.db().$queryRaw`PRAGMA foreign_key_check`).toEqual([]);
});

it("keeps no key in a record, reads none of another kind, and leaves them where they are", async () => {
  await paint("a record to read");
  const folder = join(library.dataDir, "records");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  for (const name of names) expect(readFileSync(join(folder, name), "utf8")).not.toContain(KEY);
  const strange = join(folder, names[0]?.slice(0, 2) ?? "", `${randomUUID()}.json`);
  writeFileSync(strange, `{"version":2}`);
  expect(await m.adoptRecords()).toEqual({ attempts: 0, pictures: 0, left: [strange] });
});

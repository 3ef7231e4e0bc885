import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { serveAnswers } from "../support/broken-upstream";
import { type Library, makeLibrary } from "../support/library";

const GOOD = {
  "/images/models": { data: [{ id: "a/one" }, { id: "a/two" }] },
  "/images/models/a/one/endpoints": { endpoints: [{ provider_slug: "p1" }] },
  "/images/models/a/two/endpoints": { endpoints: [{ provider_slug: "p2" }] },
};
const DOWN = {};

let answers: Record<string, unknown> = DOWN;
let library: Library;
const server = await serveAnswers((path) => answers[path]);

// The database and the server's address are this file's own, so that everything is imported after they are known.
const store = () => import("@/lib/models/catalog-store");

beforeAll(async () => {
  library = await makeLibrary({ OPENROUTER_BASE_URL: server.url, OPENROUTER_API_KEY: "sk-or-test" });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  server.close();
  await library.close();
});

/** What a new start of the program remembers: nothing but what is on the disk. */
function restart() {
  (globalThis as { proofsheetCatalog?: unknown }).proofsheetCatalog = undefined;
}

async function warnings() {
  const { log } = await import("@/lib/log");
  vi.spyOn(log, "info").mockReturnValue();
  return vi.spyOn(log, "warn").mockReturnValue();
}

it("starts with an empty list while the server was never reached, and asks it once, not for every page", async () => {
  const warn = await warnings();
  const { listModels } = await import("@/lib/models/list");
  const empty = { models: [], fetchedAt: null, defaultModel: null, sandbox: false };
  expect(await listModels()).toEqual(empty);
  expect(await listModels()).toEqual(empty);
  expect(server.paths).toEqual(["/images/models"]);
  expect(warn).toHaveBeenCalledOnce();
});

it("finds the models as soon as a refresh succeeds", async () => {
  await warnings();
  answers = GOOD;
  const { findModel, refreshCatalog } = await store();
  await refreshCatalog();
  expect(await findModel("a/two")).toMatchObject({ id: "a/two", endpoints: [{ tag: "p2" }] });
  expect(await findModel("a/three")).toBeNull();
});

it("keeps the last good copy and its date through failures and a restart, and says each trouble once", async () => {
  const { catalog, refreshCatalog } = await store();
  const good = await catalog();
  const warn = await warnings();
  for (const broken of [DOWN, DOWN, { "/images/models": { data: [] } }]) {
    answers = broken;
    await refreshCatalog();
    expect(await catalog()).toEqual(good);
  }
  expect(warn).toHaveBeenCalledTimes(2);
  restart();
  expect(await catalog()).toEqual(good);
});

it("keeps a model's providers when they alone cannot be had", async () => {
  answers = { ...GOOD, "/images/models/a/one/endpoints": undefined };
  const { findModel, refreshCatalog } = await store();
  await refreshCatalog();
  expect(await findModel("a/one")).toMatchObject({ endpoints: [{ tag: "p1" }] });
});

it("tries for a newer copy before it uses one that is older than a day", async () => {
  const { catalog } = await store();
  const { db } = await import("@/lib/db");
  const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
  await db().catalogSnapshot.updateMany({ data: { fetchedAt: yesterday } });
  restart();
  answers = GOOD;
  expect((await catalog()).fetchedAt?.getTime()).toBeGreaterThan(yesterday.getTime());

  await db().catalogSnapshot.updateMany({ data: { fetchedAt: yesterday } });
  restart();
  answers = DOWN;
  await warnings();
  expect(await catalog()).toMatchObject({ fetchedAt: yesterday, models: [{ id: "a/one" }, { id: "a/two" }] });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Upstream } from "@/lib/settings/upstream";
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

const ctx = { user: { id: "somebody", role: "owner" }, actor: "web" } as const;
const upstream = (url: string, origin = url): Upstream => ({
  baseUrl: url,
  apiKey: "sk-or-test",
  keyRef: "instance",
  sandbox: false,
  origin,
});
const here = upstream(server.url);

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
  const empty = { models: [], fetchedAt: null, newModels: [], defaultModel: null, sandbox: false };
  expect(await listModels(ctx)).toEqual(empty);
  expect(await listModels(ctx)).toEqual(empty);
  expect(server.paths).toEqual(["/images/models", "/models?output_modalities=image"]);
  expect(warn).toHaveBeenCalledOnce();
});

it("finds the models as soon as a refresh succeeds", async () => {
  await warnings();
  answers = GOOD;
  const { findModel, refreshCatalog } = await store();
  await refreshCatalog(here);
  expect(await findModel(here, "a/two")).toMatchObject({ id: "a/two", endpoints: [{ tag: "p2" }] });
  expect(await findModel(here, "a/three")).toBeNull();
});

it("keeps the last good copy and its date through failures and a restart, and says each trouble once [A43]", async () => {
  const { catalog, refreshCatalog } = await store();
  const good = await catalog(here);
  const warn = await warnings();
  for (const broken of [DOWN, DOWN, { "/images/models": { data: [] } }]) {
    answers = broken;
    await refreshCatalog(here);
    expect(await catalog(here)).toEqual(good);
  }
  expect(warn).toHaveBeenCalledTimes(2);
  restart();
  expect(await catalog(here)).toEqual(good);
});

it.each([["soup"], [null], [{ data: 7 }], [{ data: ["x", {}, { id: 5 }] }]])(
  "keeps the last good copy when the list is %j [A43]",
  async (garbage) => {
    const { catalog, refreshCatalog } = await store();
    await warnings();
    const good = await catalog(here);
    answers = { "/images/models": garbage };
    expect(await refreshCatalog(here)).toBe(false);
    expect(await catalog(here)).toEqual(good);
  },
);

it("keeps a model's providers when they alone cannot be had", async () => {
  await warnings();
  answers = { ...GOOD, "/images/models/a/one/endpoints": undefined };
  const { findModel, refreshCatalog } = await store();
  await refreshCatalog(here);
  expect(await findModel(here, "a/one")).toMatchObject({ endpoints: [{ tag: "p1" }] });
});

it("tries for a newer copy before it uses one that is older than a day", async () => {
  const { catalog } = await store();
  const { db } = await import("@/lib/db");
  const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
  await db().catalogSnapshot.updateMany({ data: { fetchedAt: yesterday } });
  restart();
  answers = GOOD;
  expect((await catalog(here)).fetchedAt?.getTime()).toBeGreaterThan(yesterday.getTime());

  await db().catalogSnapshot.updateMany({ data: { fetchedAt: yesterday } });
  restart();
  answers = DOWN;
  await warnings();
  expect(await catalog(here)).toMatchObject({ fetchedAt: yesterday, models: [{ id: "a/one" }, { id: "a/two" }] });
});

it("keeps the catalogues of two servers apart, whichever was asked last", async () => {
  const other = await serveAnswers((path) => (path === "/images/models" ? { data: [{ id: "b/other" }] } : undefined));
  try {
    const { catalog, findModel } = await store();
    await warnings();
    expect((await catalog(upstream(other.url))).models.map(({ id }) => id)).toEqual(["b/other"]);
    expect((await catalog(here)).models.map(({ id }) => id)).toEqual(["a/one", "a/two"]);
    expect(await findModel(upstream(other.url), "a/one")).toBeNull();
    expect(await findModel(here, "b/other")).toBeNull();
  } finally {
    other.close();
  }
});

it("refreshes every server that comes into use, without keeping those who ask waiting", async () => {
  restart();
  const other = await serveAnswers((path) => (path === "/images/models" ? { data: [{ id: "b/fresh" }] } : undefined));
  try {
    const { catalog, startCatalog } = await store();
    const { db } = await import("@/lib/db");
    const fetchedAt = new Date(Date.now() - 60 * 60_000);
    await db().catalogSnapshot.create({ data: { origin: other.url, fetchedAt, models: [{ id: "b/old" }] } });
    await warnings();
    await startCatalog();
    const ids = async () => (await catalog(upstream(other.url))).models.map(({ id }) => id);
    expect(await ids()).toEqual(["b/old"]);
    await vi.waitFor(async () => expect(await ids()).toEqual(["b/fresh"]), 5_000);
  } finally {
    other.close();
  }
});

it("refreshes when a person asks for it, not twice within seconds, and says when it could not", async () => {
  const { db } = await import("@/lib/db");
  const { refreshModels } = await import("@/lib/models/refresh");
  const age = (ms: number) => db().catalogSnapshot.updateMany({ data: { fetchedAt: new Date(Date.now() - ms) } });
  const calls = () => server.paths.filter((path) => path === "/images/models").length;
  restart();
  await warnings();
  await age(60_000);
  answers = GOOD;
  const before = calls();
  await refreshModels(ctx);
  await refreshModels(ctx);
  expect(calls() - before).toBe(1);

  await age(60_000);
  answers = DOWN;
  await expect(refreshModels(ctx)).rejects.toMatchObject({
    code: "unavailable",
    message: "The list of models could not be fetched. The last list stays in use.",
  });
});

describe("a copy that another version or process kept", () => {
  const keep = async (models: unknown, fetchedAt = new Date()) => {
    const { db } = await import("@/lib/db");
    await db().catalogSnapshot.updateMany({
      where: { origin: here.origin },
      data: { models: models as object, fetchedAt },
    });
  };

  it("is taken up without a restart", async () => {
    const { findModel } = await store();
    expect(await findModel(here, "a/late")).toBeNull();
    await keep([{ id: "a/late" }]);
    expect(await findModel(here, "a/late")).not.toBeNull();
  });

  it("is read where it lacks what is known by now, without the parts that cannot be read", async () => {
    restart();
    const { catalog } = await store();
    const endpoint = { provider: "P", tag: "p", capabilities: { seed: { type: "boolean" } }, prices: [] };
    await keep([
      {
        id: "a/old",
        name: "A: Old",
        description: "",
        created: 5,
        capabilities: { seed: { type: "boolean" }, odd: { type: "spiral" } },
        endpoints: [endpoint, "garbage"],
      },
      { name: "no id" },
      7,
    ]);
    expect((await catalog(here)).models).toEqual([
      {
        id: "a/old",
        name: "A: Old",
        description: "",
        created: 5,
        inputs: [],
        outputs: ["image"],
        expires: null,
        listed: true,
        capabilities: { seed: { type: "boolean" }, odd: { type: "unknown", text: "" } },
        endpoints: [{ ...endpoint, transport: "images", slug: "", passthrough: [], streaming: false }],
      },
    ]);
  });

  it.each([["a word"], [{}], [[]], [null]])("is as good as none where it is %j", async (models) => {
    restart();
    await warnings();
    await keep(models);
    answers = GOOD;
    const { catalog } = await store();
    expect((await catalog(here)).models.map(({ id }) => id)).toEqual(["a/one", "a/two"]);
  });
});

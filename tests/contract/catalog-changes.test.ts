import { afterAll, beforeAll, expect, it } from "vitest";
import type { Upstream } from "@/lib/settings/upstream";
import { serveAnswers } from "../support/broken-upstream";
import { type Library, makeLibrary } from "../support/library";

const DAY_MS = 24 * 60 * 60_000;
const ctx = { user: { id: "somebody", role: "owner" }, actor: "web" } as const;

/** The server's models with the price of a picture in US dollars. */
let prices: Record<string, number> = {};
const server = await serveAnswers((path) => {
  if (path === "/images/models") return { data: Object.keys(prices).map((id) => ({ id })) };
  const usd = prices[path.slice("/images/models/".length, -"/endpoints".length)];
  const pricing = [{ billable: "output_image", unit: "image", cost_usd: usd }];
  return usd === undefined ? undefined : { endpoints: [{ provider_slug: "p", pricing }] };
});
const here: Upstream = {
  baseUrl: server.url,
  apiKey: "sk-or-test",
  keyRef: "instance",
  sandbox: false,
  origin: server.url,
};

let library: Library;
beforeAll(async () => {
  library = await makeLibrary({ OPENROUTER_BASE_URL: server.url, OPENROUTER_API_KEY: "sk-or-test" });
});
afterAll(async () => {
  server.close();
  await library.close();
});

async function refresh(now: typeof prices) {
  prices = now;
  const { refreshCatalog } = await import("@/lib/models/catalog-store");
  await refreshCatalog(here);
}

async function noted(modelId?: string) {
  const { listChanges } = await import("@/lib/models/list-changes");
  return (await listChanges(ctx, modelId)).map(({ modelId: id, kind, detail }) => `${id} ${kind} ${detail}`.trim());
}

it("notes nothing of the first copy: it is not known what was there before", async () => {
  await refresh({ "a/one": 0.04, "a/two": 0.02 });
  expect(await noted()).toEqual([]);
});

it("notes once what came, went and has another price", async () => {
  const now = { "a/one": 0.05, "a/three": 0.01 };
  await refresh(now);
  await refresh(now);
  expect((await noted()).sort()).toEqual([
    "a/one repriced $0.04 → $0.05 a picture",
    "a/three new $0.01 a picture",
    "a/two gone",
  ]);
  const { listModels } = await import("@/lib/models/list");
  expect((await listModels(ctx)).newModels).toEqual(["a/three"]);
});

it("notes a change once though two processes see it at the same time", async () => {
  const { keepCopy, readCopy } = await import("@/lib/models/catalog-copy");
  const copy = await readCopy(here.origin);
  const models = copy?.models.filter(({ id }) => id !== "a/three") ?? [];
  await Promise.all([keepCopy(here.origin, models, new Date()), keepCopy(here.origin, models, new Date())]);
  expect(await noted("a/three")).toEqual(["a/three gone", "a/three new $0.01 a picture"]);
});

it("lets the later of two answers stand, whichever is kept last", async () => {
  const { keepCopy, readCopy } = await import("@/lib/models/catalog-copy");
  const copy = await readCopy(here.origin);
  await keepCopy(here.origin, [], new Date(Date.now() - DAY_MS));
  expect(await readCopy(here.origin)).toEqual(copy);
});

it("notes nothing against a copy of the version that kept fewer models", async () => {
  const { db } = await import("@/lib/db");
  await db().catalogSnapshot.updateMany({ data: { models: [{ id: "a/one", name: "One", endpoints: [] }] } });
  const before = await noted();
  await refresh({ "a/one": 0.05, "a/chat": 0.01 });
  expect(await noted()).toEqual(before);
});

it("forgets a change after ninety days, and calls it news for thirty", async () => {
  const { db } = await import("@/lib/db");
  const aged = (days: number) => ({
    origin: here.origin,
    modelId: `a/${days}`,
    name: "A",
    kind: "gone",
    detail: "",
    at: new Date(Date.now() - days * DAY_MS),
  });
  await db().catalogChange.createMany({ data: [aged(31), aged(91)] });
  expect(await noted()).not.toContain("a/31 gone");
  await refresh({ "a/one": 0.05 });
  expect(await noted("a/31")).toEqual(["a/31 gone"]);
  expect(await noted("a/91")).toEqual([]);
});

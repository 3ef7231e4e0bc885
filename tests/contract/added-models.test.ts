import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AddModel } from "@/lib/models/schema";
import { serveAnswers } from "../support/broken-upstream";
import { type Library, makeLibrary } from "../support/library";

const ctx = { user: { id: "somebody", role: "member" }, actor: "web" } as const;
const LISTED = {
  "/images/models": { data: [{ id: "a/listed" }] },
  "/images/models/a/listed/endpoints": { endpoints: [] },
};
const UNLISTED = {
  "/images/models/b/unlisted/endpoints": {
    endpoints: [{ provider_slug: "p", supported_parameters: { seed: { type: "boolean" } } }],
  },
};

let documents: Record<string, unknown> = {};
let otherwise = 404;
const server = await serveAnswers((path) => documents[path] ?? otherwise);
let library: Library;

beforeAll(async () => {
  library = await makeLibrary({ OPENROUTER_BASE_URL: server.url, OPENROUTER_API_KEY: "sk-or-test" });
});
beforeEach(() => {
  documents = { ...LISTED, ...UNLISTED };
  otherwise = 404;
});
afterAll(async () => {
  server.close();
  await library.close();
});

async function add(id: string) {
  const { addModel } = await import("@/lib/models/add");
  return addModel(ctx, { id });
}

async function ids() {
  const { listModels } = await import("@/lib/models/list");
  return (await listModels({ ...ctx, user: { id: "another", role: "member" } })).models.map(({ id }) => id);
}

async function refresh() {
  const { refreshCatalog } = await import("@/lib/models/catalog-store");
  const { upstream } = await import("@/lib/settings/upstream");
  await refreshCatalog(await upstream());
}

describe("adding a model by its id", () => {
  it("puts what the server says of it into everybody's list, beyond the next refresh", async () => {
    expect(await add("b/unlisted")).toMatchObject({
      id: "b/unlisted",
      listed: false,
      capabilities: { seed: { type: "boolean" } },
      endpoints: [{ transport: "images", tag: "p" }],
    });
    expect(await ids()).toEqual(["a/listed", "b/unlisted"]);
    await refresh();
    expect(await ids()).toEqual(["a/listed", "b/unlisted"]);
  });

  it("answers one that is there already as it is", async () => {
    expect(await add("a/listed")).toMatchObject({ id: "a/listed", listed: true });
    expect(await add("b/unlisted")).toMatchObject({ id: "b/unlisted", listed: false });
  });

  it("keeps the last description while the server cannot be asked", async () => {
    documents = LISTED;
    otherwise = 500;
    await refresh();
    const { listModels } = await import("@/lib/models/list");
    expect((await listModels(ctx)).models[1]).toMatchObject({ id: "b/unlisted", endpoints: [{ tag: "p" }] });
  });

  it("is not undone by a refresh that had begun before", async () => {
    const { keepCopy } = await import("@/lib/models/catalog-copy");
    const { listModels } = await import("@/lib/models/list");
    const listed = (await listModels(ctx)).models.filter((model) => model.listed);
    await keepCopy(server.url, listed, new Date());
    expect(await ids()).toEqual(["a/listed", "b/unlisted"]);
  });

  it("refuses one of which the server says that there is none", async () => {
    await expect(add("b/misspelt")).rejects.toMatchObject({ code: "invalid", field: "id" });
    expect(await ids()).not.toContain("b/misspelt");
  });

  it("adds nothing while the server cannot say what the model takes", async () => {
    otherwise = 500;
    await expect(add("b/other")).rejects.toMatchObject({ code: "unavailable", field: "id" });
    expect(await ids()).not.toContain("b/other");
  });

  it("lets a list that names it later win, and takes it out again", async () => {
    documents = {
      ...LISTED,
      ...UNLISTED,
      "/images/models": { data: [{ id: "a/listed" }, { id: "b/unlisted" }] },
    };
    await refresh();
    const { listModels } = await import("@/lib/models/list");
    expect((await listModels(ctx)).models.map(({ id, listed }) => [id, listed])).toEqual([
      ["a/listed", true],
      ["b/unlisted", true],
    ]);
  });
});

it("takes an added model out of the list again, once", async () => {
  await refresh();
  const { removeAddedModel } = await import("@/lib/models/remove");
  expect(await ids()).toContain("b/unlisted");
  await removeAddedModel(ctx, { id: "b/unlisted" });
  expect(await ids()).toEqual(["a/listed"]);
  await refresh();
  expect(await ids()).toEqual(["a/listed"]);
  await expect(removeAddedModel(ctx, { id: "b/unlisted" })).rejects.toMatchObject({ code: "not_found" });
});

it.each(["", "gpt", "a/b/c", "a/ b", "a/b:", "../x", "a/b?x=1", `a/${"b".repeat(300)}`])(
  "takes “%s” for no id",
  (id) => {
    expect(AddModel.safeParse({ id }).success).toBe(false);
  },
);

it.each(["google/gemini-3-pro-image", " some/model:free ", "x-ai/grok-2.0_beta"])("takes “%s” for an id", (id) => {
  expect(AddModel.safeParse({ id }).success).toBe(true);
});

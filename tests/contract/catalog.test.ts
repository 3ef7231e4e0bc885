import { expect, it } from "vitest";
import { estimate } from "@/lib/models/price";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import type { GetApi } from "@/lib/openrouter/get-api";
import { serveSandbox } from "@/lib/sandbox/serve";
import { serveAnswers } from "../support/broken-upstream";

const from =
  (baseUrl: string): GetApi =>
  async (path) =>
    (await fetch(baseUrl + path)).json();

async function read(answer: (path: string) => unknown, before?: Parameters<typeof fetchCatalog>[1]) {
  const { url, close } = await serveAnswers(answer);
  return fetchCatalog(from(url), before).finally(close);
}

const seed = { seed: { type: "boolean" } };
const provider = {
  provider_name: "P",
  provider_slug: "p",
  supported_parameters: seed,
  pricing: [{ billable: "output_image", unit: "image", cost_usd: 0.02 }],
};

it("reads every listed model with its providers", async () => {
  const sandbox = await serveSandbox({ latency: "none" });
  const models = await fetchCatalog(from(sandbox.url)).finally(() => sandbox.close());
  expect(models.length).toBeGreaterThanOrEqual(40);
  expect(models.find(({ id }) => id === "google/gemini-3.1-flash-image")).toMatchObject({
    name: "Google: Nano Banana 2 (Gemini 3.1 Flash Image)",
    capabilities: { aspect_ratio: { type: "enum", values: expect.arrayContaining(["8:1"]) } },
    endpoints: [
      { tag: "google-ai-studio", streaming: false },
      { tag: "google-vertex/global" },
      { transport: "chat", tag: "", slug: "", streaming: true },
    ],
  });
  expect(models.find(({ id }) => id === "meta/muse-image")?.endpoints).toEqual([]);
});

it("keeps what is good of a list, a model and a price list, and what it does not know as text", async () => {
  const odd = {
    angle: { type: "polar", turns: 2 },
    tempo: 5,
    resolution: { type: "enum", values: [512, "1K", null] },
  };
  const models = await read((path) => {
    if (path === "/images/models") {
      return { data: [{ id: "a/good" }, { id: 5 }, null, { id: "a/odd", supported_parameters: odd, created: "soon" }] };
    }
    const pricing = [{ billable: "output_image", unit: "image", cost_usd: null }, { unit: 4 }];
    return { endpoints: ["nonsense", { ...provider, pricing, supports_streaming: "perhaps" }] };
  });
  expect(models).toMatchObject([
    { id: "a/good", name: "a/good", endpoints: [{ tag: "p", streaming: false, prices: [{ usd: null }] }] },
    {
      id: "a/odd",
      created: 0,
      capabilities: {
        angle: { type: "unknown", text: '{"type":"polar","turns":2}' },
        tempo: { type: "unknown", text: "5" },
        resolution: { type: "enum", values: ["512", "1K"] },
      },
    },
  ]);
  expect(models.map((model) => estimate(model, { n: 1 }, 0))).toEqual([null, null]);
});

it("keeps a model whose providers cannot be had: as it was before, else as it is listed, at no known price", async () => {
  const list = { data: [{ id: "a/known" }, { id: "a/new", supported_parameters: seed }] };
  const before = await read((path) => (path === "/images/models" ? list : { endpoints: [provider] }));
  const models = await read((path) => (path === "/images/models" ? list : undefined), before.slice(0, 1));
  expect(models[0]?.endpoints).toEqual(before[0]?.endpoints);
  expect(models[1]?.endpoints).toMatchObject([{ capabilities: seed, prices: [] }]);
  expect(models.map((model) => estimate(model, { n: 1 }, 0))).toEqual([{ low: 20_000_000, high: 20_000_000 }, null]);
});

it.each([
  ["an error", undefined],
  ["an array", []],
  ["no list", { data: "soon" }],
  ["an empty list", { data: [] }],
  ["a list of nonsense", { data: [null, { id: 5 }] }],
])("fails where the list is %s, so that the last good copy stays", async (_what, answer) => {
  await expect(read(() => answer)).rejects.toThrow(/list of image models/);
});

it("knows of a model what a provider alone tells: the shape of what it is passed", async () => {
  const passing = { ...provider, allowed_passthrough_parameters: ["strength", "moon_phase"] };
  const [model] = await read((path) =>
    path === "/images/models" ? { data: [{ id: "a/passing" }] } : { endpoints: [passing] },
  );
  expect(model?.capabilities.strength).toEqual({ type: "range", min: 0, max: 1 });
  expect(model?.capabilities).not.toHaveProperty("moon_phase");
});

it("does not take the word of chat's list for a seed that no provider of the model declares", async () => {
  const sandbox = await serveSandbox({ latency: "none" });
  const models = await fetchCatalog(from(sandbox.url)).finally(() => sandbox.close());
  const gemini = models.find(({ id }) => id === "google/gemini-3.1-flash-image");
  expect(gemini?.endpoints.at(-1)?.transport).toBe("chat");
  expect(gemini?.capabilities).not.toHaveProperty("seed");
});

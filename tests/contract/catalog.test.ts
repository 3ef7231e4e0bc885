import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problems, settingsFor, wireParameters } from "@/lib/models/capabilities";
import { defaultModel } from "@/lib/models/default-model";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { fetchCatalog, type GetApi } from "@/lib/openrouter/catalog";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";

let sandbox: Sandbox;
let models: Model[];

const from =
  (baseUrl: string): GetApi =>
  async (path) =>
    (await fetch(baseUrl + path)).json();

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  models = await fetchCatalog(from(sandbox.url));
});

afterAll(() => sandbox?.close());

async function generate(model: Model, settings: Parameters<typeof wireParameters>[0], references = 0) {
  const answer = await fetch(`${sandbox.url}/images`, {
    method: "POST",
    headers: { authorization: "Bearer sk-or-test", "content-type": "application/json" },
    body: JSON.stringify({
      model: model.id,
      prompt: "a small boat",
      ...wireParameters(settings),
      ...(references > 0 && {
        input_references: Array.from({ length: references }, () => ({
          type: "image_url",
          image_url: { url: "https://example.com/a.png" },
        })),
      }),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as { usage?: { cost?: number }; error?: unknown } };
}

describe("the catalogue over HTTP", () => {
  it("holds every listed model with its providers", () => {
    expect(models.length).toBeGreaterThanOrEqual(40);
    const model = models.find(({ id }) => id === "google/gemini-3.1-flash-image");
    expect(model?.capabilities.aspect_ratio).toMatchObject({ type: "enum", values: expect.arrayContaining(["8:1"]) });
    expect(model?.endpoints[0]).toMatchObject({ streaming: false, prices: expect.any(Array) });
  });

  it("has a default model that does all ten common ratios and is not one that was shut down", () => {
    const model = defaultModel(models);
    expect(model).not.toBeNull();
    expect(model?.id).not.toBe("google/gemini-2.5-flash-image");
    for (const aspectRatio of ["1:1", "2:3", "21:9"]) {
      expect(model && problems(model, { aspectRatio, n: 1 }, 0)).toEqual([]);
    }
  });
});

describe("what the rules allow", () => {
  it("is what the server takes, at a price within the estimate", async () => {
    const wanted = { aspectRatio: "16:9", resolution: "2K", quality: "high", outputFormat: "jpeg", seed: 7, n: 1 };
    const wrong: string[] = [];
    for (const model of models) {
      const { settings } = settingsFor(model, wanted);
      const needed = model.capabilities.input_references;
      const references = needed?.type === "range" ? needed.min : 0;
      if (problems(model, settings, references).length > 0 || model.id === "google/gemini-2.5-flash-image") continue;
      const { status, body } = await generate(model, settings, references);
      const price = estimate(model, settings, references);
      const cost = (body.usage?.cost ?? 0) * 1e9;
      if (status !== 200) wrong.push(`${model.id}: ${status} ${JSON.stringify(body.error)}`);
      else if (price && (cost < price.low * 0.5 || cost > price.high * 1.1)) {
        wrong.push(`${model.id}: cost ${cost} outside ${price.low}–${price.high}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("a catalogue that is broken", () => {
  const serve = async (answer: (path: string) => unknown) => {
    const server = createServer((request, response) => {
      const body = answer(request.url ?? "");
      response.writeHead(body === undefined ? 500 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? { error: { message: "down" } }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { get: from(`http://127.0.0.1:${port}`), close: () => server.close() };
  };

  it("keeps the good models when one is nonsense and another has no endpoints to be had", async () => {
    const good = { id: "a/good", name: "A: Good", supported_parameters: { seed: { type: "boolean" } } };
    const odd = { id: "a/odd", supported_parameters: { angle: { type: "polar", turns: 2 }, seed: 5 }, created: "soon" };
    const { get, close } = await serve((path) => {
      if (path === "/images/models") return { data: [good, { id: 5 }, null, odd] };
      if (path.includes("odd")) return undefined;
      return {
        endpoints: [
          "nonsense",
          {
            provider_name: "P",
            provider_slug: "p",
            supported_parameters: good.supported_parameters,
            pricing: [{ billable: "output_image", unit: "image", cost_usd: null }, { unit: 4 }],
          },
        ],
      };
    });
    const found = await fetchCatalog(get);
    close();
    expect(found).toMatchObject([
      { id: "a/good", endpoints: [{ tag: "p", prices: [{ usd: null }] }] },
      { id: "a/odd", created: 0, capabilities: { angle: { type: "unknown" }, seed: { type: "unknown" } } },
    ]);
    expect(found[0] && estimate(found[0], { n: 1 }, 0)).toBeNull();
  });

  it("is an error when the list itself cannot be had, so that the last good copy stays", async () => {
    for (const answer of [undefined, [], { data: "soon" }]) {
      const { get, close } = await serve(() => answer);
      await expect(fetchCatalog(get)).rejects.toThrow();
      close();
    }
  });
});

import { describe, expect, it } from "vitest";
import { problems } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { estimate } from "@/lib/models/price";
import { fetchCatalog, fetchModel } from "@/lib/openrouter/catalog";
import type { CatalogModel } from "@/lib/openrouter/catalog-schema";
import type { GetApi } from "@/lib/openrouter/get-api";
import { serveSandbox } from "@/lib/sandbox/serve";

const OLD = Date.UTC(2026, 0, 1) / 1000;
const NEW = Date.UTC(2026, 8, 1) / 1000;
const LISTS = { images: "/images/models", chat: "/models?output_modalities=image" };

/** A server that answers what is given, by path; nothing elsewhere. */
const serving =
  (answers: Record<string, unknown>): GetApi =>
  async (path) => {
    if (!(path in answers)) throw new Error(`404 ${path}`);
    return answers[path];
  };

const drawn = (id: string, created: number, outputs = ["image"]) => ({
  id,
  created,
  architecture: { input_modalities: ["text", "image"], output_modalities: outputs },
});
const provider = (more: object = {}) => ({
  provider_slug: "p",
  supported_parameters: { input_references: { type: "range", min: 0, max: 3 } },
  pricing: [{ billable: "output_image", unit: "image", cost_usd: 0.02 }],
  ...more,
});
const endpoints = (id: string, list: object[] = [provider()]) => ({
  [`/images/models/${id}/endpoints`]: { endpoints: list },
});

/** Through which transports each model can be asked. */
const routes = (models: CatalogModel[]) =>
  Object.fromEntries(models.map(({ id, endpoints: offers }) => [id, offers.map(({ transport }) => transport)]));

describe("chat as one more offer", () => {
  const answers = {
    [LISTS.images]: {
      data: [
        drawn("a/talks", NEW, ["image", "text"]),
        drawn("a/old", OLD),
        drawn("a/old-dead", OLD),
        drawn("a/new", NEW),
      ],
    },
    ...endpoints("a/talks"),
    ...endpoints("a/old"),
    ...endpoints("a/old-dead", []),
    ...endpoints("a/new"),
    [LISTS.chat]: {
      data: [
        { ...drawn("a/talks", NEW, ["image", "text"]), supported_parameters: ["seed"], expiration_date: "2026-12-31" },
        drawn("a/old", OLD),
        drawn("a/old-dead", OLD),
        drawn("a/new", NEW),
        drawn("a/chat-only", NEW, ["image", "text"]),
      ],
    },
  };

  it("stands behind the providers of models that talk, or are older than the Image API and alive", async () => {
    expect(routes(await fetchCatalog(serving(answers)))).toEqual({
      "a/talks": ["images", "chat"],
      "a/old": ["images", "chat"],
      "a/old-dead": [],
      "a/new": ["images"],
      "a/chat-only": ["chat"],
    });
  });

  it("takes as many references as the model and no seed that no provider declares, at its providers' prices", async () => {
    const [talks] = await fetchCatalog(serving(answers));
    if (!talks) throw new Error("not listed");
    const [images, chat] = talks.endpoints;
    expect(chat).toMatchObject({ tag: "", slug: "", streaming: true, prices: images?.prices });
    expect(chat?.capabilities).toMatchObject({ zdr: { type: "boolean" }, input_references: { max: 3 } });
    expect(chat?.capabilities).not.toHaveProperty("seed");
    expect(talks).toMatchObject({ expires: "2026-12-31", capabilities: { zdr: { type: "boolean" } } });
    expect(compose(talks, { n: 1 }, 0).transport).toBe("images");
    expect(compose(talks, { n: 1, zdr: true }, 0)).toMatchObject({
      transport: "chat",
      body: { provider: { zdr: true } },
    });
    expect(estimate(talks, { n: 1, zdr: true }, 0)).toMatchObject({ low: 20_000_000 });
  });

  it("has no price as soon as one provider has none, and the highest of those that differ", async () => {
    const dear = provider({ pricing: [{ billable: "output_image", unit: "image", cost_usd: 0.05 }] });
    const at = async (list: object[]) => {
      const [talks] = await fetchCatalog(serving({ ...answers, ...endpoints("a/talks", list) }));
      return talks && estimate(talks, { n: 1, transport: "chat" }, 0);
    };
    expect(await at([provider(), dear])).toEqual({ low: 20_000_000, high: 50_000_000 });
    expect(await at([provider(), provider({ pricing: [] })])).toBeNull();
  });

  it("reads every page of the list, and ends one that goes round in circles", async () => {
    const page = (names: string[], next: string | null) => ({
      data: names.map((name) => drawn(name, NEW, ["image", "text"])),
      links: { next },
    });
    const next = "/api/v1/models?output_modalities=image&offset=1";
    const paged = {
      ...answers,
      [LISTS.chat]: page(["b/one"], next),
      "/models?output_modalities=image&offset=1": page(["b/two"], next),
    };
    expect(Object.keys(routes(await fetchCatalog(serving(paged))))).toEqual(
      expect.arrayContaining(["a/talks", "b/one", "b/two"]),
    );
  });

  it("leaves either list as it was while it cannot be had", async () => {
    const before = await fetchCatalog(serving(answers));
    const without = (path: string) => {
      const { [path]: _, ...rest } = answers as Record<string, unknown>;
      return serving(rest);
    };
    for (const list of Object.values(LISTS)) {
      expect(routes(await fetchCatalog(without(list), before)), list).toEqual(routes(before));
    }
    expect(routes(await fetchCatalog(without(LISTS.chat)))).toMatchObject({
      "a/talks": ["images"],
      "a/new": ["images"],
    });
    expect(routes(await fetchCatalog(without(LISTS.images)))).toEqual({
      "a/talks": ["chat"],
      "a/chat-only": ["chat"],
    });
    await expect(fetchCatalog(serving({}), before)).rejects.toThrow("404");
  });
});

describe("prices of models that only chat lists", () => {
  const priced = async (pricing: object, id = "a/b") => {
    const chat = { data: [{ ...drawn(id, NEW, ["image", "text"]), pricing }] };
    const [model] = await fetchCatalog(serving({ [LISTS.chat]: chat }));
    return model?.endpoints[0]?.prices;
  };

  it.each([
    [
      "a token",
      { image_output: "0.00003", prompt: "0.000002" },
      { billable: "output_image", unit: "token", usd: 0.00003 },
    ],
    ["a picture", { image_output: "0.04" }, { billable: "output_image", unit: "image", usd: 0.04 }],
    ["an input picture", { image: "0.01" }, { billable: "input_image", unit: "image", usd: 0.01 }],
    ["a request", { request: "0.005" }, { billable: "output_image", unit: "request", usd: 0.005 }],
  ])("are read by %s", async (_what, pricing, line) => {
    expect(await priced(pricing)).toContainEqual(line);
  });

  it("are not known where they are -1, 0 or nonsense, and nothing where the name says so", async () => {
    expect(await priced({ prompt: "-1", completion: "-1", image_output: "-1" })).toEqual([]);
    expect(await priced({ prompt: "0", image_output: "0" })).toEqual([]);
    expect(await priced({ prompt: null, image_output: "cheap" })).toEqual([]);
    expect(await priced({ prompt: "0" }, "a/b:free")).toEqual([{ billable: "output_image", unit: "image", usd: 0 }]);
  });
});

describe("a model asked for by its id", () => {
  it("is found on either route, and nowhere where neither knows it", async () => {
    const get = serving({
      ...endpoints("a/images-only"),
      ...endpoints("a/both"),
      "/model/a/both": { data: drawn("a/both", NEW, ["image", "text"]) },
      "/model/a/talks": { data: drawn("a/talks", NEW, ["image", "text"]) },
      "/model/a/odd": { data: "nothing" },
    });
    const found = await Promise.all(["a/images-only", "a/both", "a/talks"].map((id) => fetchModel(get, id)));
    expect(routes(found)).toEqual({ "a/images-only": ["images"], "a/both": ["images", "chat"], "a/talks": ["chat"] });
    expect(found.map(({ listed }) => listed)).toEqual([false, false, false]);
    await expect(fetchModel(get, "a/none")).rejects.toThrow("describes no model");
  });
});

it("reads the sandbox: what only chat lists, what may be chosen there, and what no list names", async () => {
  const sandbox = await serveSandbox({ latency: "none" });
  const get: GetApi = async (path) => {
    const answer = await fetch(sandbox.url + path);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const models = await fetchCatalog(get);
  const all = routes(models);
  expect(all["openrouter/auto"]).toEqual(["chat"]);
  expect(all["google/gemini-3-pro-image"]?.at(-1)).toBe("chat");
  expect(all["black-forest-labs/flux-3-image"]).not.toContain("chat");
  const auto = models.find(({ id }) => id === "openrouter/auto");
  expect(auto && [problems(auto, { n: 1 }, 0), estimate(auto, { n: 1 }, 0)]).toEqual([[], null]);
  expect(routes([await fetchModel(get, "sandbox/unlisted-talker")])).toEqual({ "sandbox/unlisted-talker": ["chat"] });
  await sandbox.close();
});

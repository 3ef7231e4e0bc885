import { describe, expect, it } from "vitest";
import { type Json, startSandbox } from "./support";

const api = startSandbox();
type Listed = Json & { id: string; endpoints: string; supported_parameters: Record<string, Json>; created: number };

const dataAt = async (path: string) => ((await (await api.get(path)).json()) as { data: Listed[] }).data;

describe("GET /images/models", () => {
  it("lists the models of November 2026 without a key", async () => {
    const response = await api.get("/images/models", { authorization: "" });
    const { data } = (await response.json()) as { data: Listed[] };
    expect(data).toHaveLength(57);
    expect(new Set(data.map(({ id }) => id)).size).toBe(57);
    expect(data.every(({ created }) => created > 1_700_000_000 && created < 1_795_300_000)).toBe(true);
  });

  it("gives each model endpoints whose capabilities add up to the model's", async () => {
    for (const { id, endpoints: path, supported_parameters } of await dataAt("/images/models")) {
      const response = await api.send("GET", path);
      const body = (await response.json()) as {
        id: string;
        endpoints: { supported_parameters: Json; pricing: Json[] }[];
      };
      expect(body.id).toBe(id);
      const names = new Set(body.endpoints.flatMap((endpoint) => Object.keys(endpoint.supported_parameters)));
      expect([...names].sort()).toEqual(Object.keys(supported_parameters).sort());
    }
  });

  it("answers the captured record of Seedream 5.0 Pro word for word", async () => {
    const body = (await (await api.get("/images/models/bytedance-seed/seedream-5-0-pro/endpoints")).json()) as {
      endpoints: Json[];
    };
    expect(body.endpoints).toHaveLength(1);
    expect(body.endpoints[0]).toMatchObject({
      provider_name: "Seed",
      provider_slug: "seed",
      provider_tag: "seed",
      supported_parameters: {
        resolution: { type: "enum", values: ["1K", "2K"] },
        n: { type: "range", min: 1, max: 1 },
        input_references: { type: "range", min: 0, max: 14 },
        seed: { type: "boolean" },
      },
      allowed_passthrough_parameters: [],
      supports_streaming: false,
      pricing: [
        { billable: "output_image", unit: "image", cost_usd: 0.045 },
        { billable: "output_image", unit: "image", cost_usd: 0.09, variant: "high_resolution" },
        { billable: "input_image", unit: "image", cost_usd: 0.003 },
      ],
    });
  });

  it("finds a model by its dated slug too", async () => {
    const response = await api.get("/images/models/google/gemini-3.1-flash-image-20260528/endpoints");
    expect(await response.json()).toMatchObject({ id: "google/gemini-3.1-flash-image" });
  });

  it("answers 404 for a model it does not have", async () => {
    expect((await api.get("/images/models/nobody/nothing/endpoints")).status).toBe(404);
  });
});

describe("GET /models", () => {
  it("hides image-only models unless asked for them", async () => {
    const usual = (await dataAt("/models")).map(({ id }) => id);
    expect(usual).toContain("google/gemini-3.1-flash-image");
    expect(usual).not.toContain("black-forest-labs/flux.2-pro");
    const images = (await dataAt("/models?output_modalities=image")).map(({ id }) => id);
    expect(images).toContain("black-forest-labs/flux.2-pro");
    expect(images).not.toContain("mistralai/mistral-nemo");
    expect(await dataAt("/models?output_modalities=all")).toHaveLength(62);
  });

  it("lists text models by default, with their prices, and says which read pictures", async () => {
    const byId = new Map((await dataAt("/models")).map((model) => [model.id, model]));
    expect(byId.get("google/gemini-2.5-flash-lite")).toMatchObject({
      pricing: { prompt: "0.0000001", completion: "0.0000004" },
      architecture: { input_modalities: ["text", "image", "file"], output_modalities: ["text"] },
    });
    expect(byId.get("mistralai/mistral-nemo")).toMatchObject({ architecture: { modality: "text->text" } });
  });

  it("names what draws by way of chat alone, and nothing that is unlisted", async () => {
    const all = (await dataAt("/models?output_modalities=all")).map(({ id }) => id);
    const onImages = (await dataAt("/images/models")).map(({ id }) => id);
    for (const id of ["openrouter/auto", "sandbox/talking-painter"]) {
      expect(all).toContain(id);
      expect(onImages).not.toContain(id);
      expect((await api.get(`/images/models/${id}/endpoints`)).status).toBe(404);
    }
    expect([...all, ...onImages].filter((id) => id.includes("unlisted"))).toEqual([]);
    expect((await api.get("/images/models/sandbox/unlisted-painter/endpoints")).status).toBe(200);
    expect((await api.get("/images/models/sandbox/unlisted-talker/endpoints")).status).toBe(404);
  });

  it("says when a model is to be withdrawn", async () => {
    const models = await dataAt("/models?output_modalities=image");
    expect(models.find(({ id }) => id === "openai/gpt-image-1")).toMatchObject({ expiration_date: "2027-01-15" });
    expect(models.find(({ id }) => id === "openai/gpt-image-2")).toMatchObject({ expiration_date: null });
  });

  it("finds models by what they read and by their names", async () => {
    const ids = async (query: string) => (await dataAt(`/models?${query}`)).map(({ id }) => id);
    expect(await ids("input_modalities=text,image&q=gpt-4")).toEqual(["openai/gpt-4.1-nano"]);
    expect(await ids("input_modalities=image")).not.toContain("mistralai/mistral-nemo");
  });

  it("pages, and links to the next page", async () => {
    const first = (await (await api.get("/models?output_modalities=all&limit=50")).json()) as {
      data: Listed[];
      total_count: number;
      links: { next: string };
    };
    expect(first.data).toHaveLength(50);
    expect(first.total_count).toBe(62);
    const second = (await (await api.send("GET", first.links.next)).json()) as {
      data: Listed[];
      links: { next: null };
    };
    expect(second.data).toHaveLength(12);
    expect(second.links.next).toBeNull();
  });

  it("refuses a limit that is no number", async () => {
    expect((await api.get("/models?limit=many")).status).toBe(400);
  });
});

describe("one model", () => {
  it("is told by its slug, its dated slug, and though no list names it", async () => {
    const nameAt = async (path: string) => (await (await api.get(path)).json()) as { data: Json };
    for (const slug of ["google/gemini-3.1-flash-image", "google/gemini-3.1-flash-image-20260528"]) {
      expect((await nameAt(`/model/${slug}`)).data).toMatchObject({ id: "google/gemini-3.1-flash-image" });
    }
    expect((await nameAt("/model/sandbox/unlisted-talker")).data).toMatchObject({ id: "sandbox/unlisted-talker" });
    expect((await api.get("/model/nobody/nothing")).status).toBe(404);
  });

  it("names who serves it, and the public list who keeps nothing", async () => {
    const { data } = (await (await api.get("/models/google/gemini-3.1-flash-image/endpoints")).json()) as {
      data: { endpoints: Json[] };
    };
    expect(data.endpoints.map(({ tag }) => tag)).toEqual(["google-ai-studio", "google-vertex/global"]);
    const kept = await dataAt("/endpoints/zdr");
    expect(new Set(kept.map(({ tag }) => tag))).toEqual(new Set(["google-vertex/global", "azure"]));
  });

  it("has no endpoint when it is listed but dead", async () => {
    const { data } = (await (await api.get("/models/meta/muse-image/endpoints")).json()) as { data: Json };
    expect(data.endpoints).toEqual([]);
  });
});

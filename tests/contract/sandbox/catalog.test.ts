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
    expect(await dataAt("/models?output_modalities=all")).toHaveLength(57);
  });

  it("pages, and links to the next page", async () => {
    const first = (await (await api.get("/models?output_modalities=all&limit=50")).json()) as {
      data: Listed[];
      total_count: number;
      links: { next: string };
    };
    expect(first.data).toHaveLength(50);
    expect(first.total_count).toBe(57);
    const second = (await (await api.send("GET", first.links.next)).json()) as {
      data: Listed[];
      links: { next: null };
    };
    expect(second.data).toHaveLength(7);
    expect(second.links.next).toBeNull();
  });

  it("refuses a limit that is no number", async () => {
    expect((await api.get("/models?limit=many")).status).toBe(400);
  });
});

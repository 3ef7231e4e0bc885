import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planGenerations } from "@/lib/generations/plan";
import { problems, settingsFor } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import type { CatalogModel } from "@/lib/openrouter/catalog-schema";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { type Desk, openDesk } from "../support/desk";

// What OpenRouter's users met with, 1 to 18: choosing a route, a model and its settings. Two rows are held elsewhere:
//   9  new models come and go within hours: tests/contract/catalog-store.test.ts and catalog-changes.test.ts
//  10  `/models` and the Image API describe the same model differently: also tests/contract/catalog-chat.test.ts

const GEMINI = "google/gemini-3.1-flash-image";

let sandbox: Sandbox;
let desk: Desk;
let models: CatalogModel[];

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  desk = await openDesk(sandbox.url);
  models = await fetchCatalog(async (path) => (await fetch(sandbox.url + path)).json());
});
afterAll(async () => {
  await sandbox?.close();
  await desk?.close();
});

function model(id: string): CatalogModel {
  const found = models.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The sandbox lists no ${id}.`);
  return found;
}

const bodies = () =>
  models.filter(({ endpoints }) => endpoints.length > 0).map((one) => ({ one, sent: sampleOf(one) }));
function sampleOf(one: CatalogModel) {
  const references = one.capabilities.input_references;
  return compose(one, { n: 1 }, references?.type === "range" ? references.min : 0);
}

describe("the route", () => {
  it("1, 2 is the Image API at its documented path, and chat for what only chat has", async () => {
    await desk.run(GEMINI, "by the Image API");
    await desk.run("sandbox/talking-painter", "by chat");
    expect(sandbox.ledger.slice(-2).map(({ route }) => route)).toEqual(["/images", "/chat/completions"]);
  });

  it("3 does not lose models that only draw, which the plain list hides", () => {
    expect(model("black-forest-labs/flux.2-pro").outputs).toEqual(["image"]);
  });

  it("4 asks a model for words only where it has them, and once more without where a router finds nobody", async () => {
    for (const { one, sent } of bodies().filter(({ sent: { transport } }) => transport === "chat")) {
      expect(sent.body.modalities).toEqual(one.outputs.includes("text") ? ["image", "text"] : ["image"]);
    }
    const id = await desk.accept(GEMINI, "[fault:parameter-404]", { transport: "chat" });
    expect(await desk.press(id)).toMatchObject({ status: "queued", errorCode: "wrong_modalities" });
    const row = await desk.press(id);
    expect(JSON.parse(row.attempts[1]?.requestText ?? "").modalities).toEqual(["image"]);
  });

  it("5 shows the router's own words, because a setting may be the reason", async () => {
    const row = await desk.run(GEMINI, "[fault:parameter-404]");
    expect(row.errorMessage).toMatch(
      /these settings.*“No endpoints found that support the requested output modalities/,
    );
  });

  it("6 never has tools or plugins with it", () => {
    const sent = bodies().flatMap(({ sent: { body } }) => Object.keys(body));
    expect(sent.filter((name) => ["tools", "plugins"].includes(name))).toEqual([]);
  });

  it.each(["privacy", "privacy-newer"])(
    "7 that privacy settings close (%s) names the page, and is not tried again",
    async (fault) => {
      expect(await desk.run(GEMINI, `[fault:${fault}]`)).toMatchObject({
        status: "failed",
        errorCode: "privacy",
        charged: "no",
        errorMessage: expect.stringContaining("https://openrouter.ai/settings/privacy"),
      });
    },
  );
});

describe("a model", () => {
  it("8 that is listed and dead is not asked, and one that ends says when", async () => {
    expect(problems(model("meta/muse-image"), { n: 1 }, 0)).toMatchObject([{ field: "model" }]);
    await expect(desk.accept("meta/muse-image", "dead")).rejects.toThrow(/no provider/);
    expect(models.flatMap(({ expires }) => expires ?? [])).toContain("2027-01-15");
  });

  it("10 is asked on the Image API by its image descriptors alone", () => {
    expect(compose(model(GEMINI), { n: 1 }, 0)).toMatchObject({ transport: "images", body: {} });
    expect(problems(model(GEMINI), { n: 1, seed: 1, transport: "images" }, 0)).toHaveLength(1);
  });

  it("11 that declares more references than its provider takes says how many those are", async () => {
    const { addReference } = await import("@/lib/generations/references");
    const sharp = (await import("sharp")).default;
    const references = await Promise.all(
      ["#111111", "#555555", "#999999", "#dddddd"].map(async (background) => {
        const png = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
          .png()
          .toBuffer();
        return (await addReference(desk.ctx, png)).id;
      }),
    );
    const id = await desk.accept("qwen/qwen-image-3", "four of them", {}, references);
    expect(await desk.press(id)).toMatchObject({
      status: "failed",
      errorCode: "too_many_references",
      errorMessage: expect.stringContaining("at most 3 reference images"),
    });
  });

  it("12 that honours an exact size without declaring it can be asked for one", async () => {
    const row = await desk.run("openai/gpt-image-2.5-sunburst", "exact", { size: "1152x2496", quality: "low" });
    expect(row.images[0]?.blob).toMatchObject({ width: 1152, height: 2496 });
  });

  it("13 is asked of those providers alone that take what was chosen", () => {
    const pro = model("google/gemini-3-pro-image");
    expect(compose(pro, { n: 1, resolution: "4K" }, 0).body.provider).toEqual({ only: ["google-ai-studio"] });
    expect(compose(pro, { n: 1, resolution: "2K" }, 0).body.provider).toBeUndefined();
  });

  it("14 that needs a reference says so before anything is sent", () => {
    const needing = models.filter(
      ({ capabilities: { input_references: range } }) => range?.type === "range" && range.min > 0,
    );
    expect(needing.length).toBeGreaterThan(0);
    for (const one of needing) expect(problems(one, { n: 1 }, 0)).toMatchObject([{ field: "references" }]);
  });

  it("15 is never asked for what it does not declare", async () => {
    const klein = "black-forest-labs/flux.2-klein-4b";
    expect(problems(model(klein), { n: 1, outputFormat: "webp", transport: "images" }, 0)).not.toEqual([]);
    expect(problems(model(klein), { n: 1, size: "1024x576", aspectRatio: "16:9" }, 0)).not.toEqual([]);
    const before = sandbox.ledger.length;
    await expect(desk.accept(klein, "webp", { outputFormat: "webp" })).rejects.toThrow(/format/);
    expect(sandbox.ledger).toHaveLength(before);
  });

  it("16 that has no automatic quality is not asked for one", () => {
    const grok = model("x-ai/grok-imagine-image-2.0");
    expect(settingsFor(grok, { n: 1, quality: "auto" })).toMatchObject({ dropped: [{ field: "quality" }] });
  });

  it("17 is asked for transparency when its list of today has it, and not otherwise", () => {
    for (const one of models) {
      const { background } = one.capabilities;
      const listed = background?.type === "enum" && background.values.includes("transparent");
      const wrong = problems(one, { n: 1, background: "transparent" }, 0).filter(({ field }) => field === "background");
      if (one.endpoints.length > 0) expect(wrong, one.id).toHaveLength(listed ? 0 : 1);
    }
  });

  it("18 calls its smallest tier by the name that each route has", () => {
    expect(compose(model(GEMINI), { n: 1, resolution: "512" }, 0).body.resolution).toBe("512");
    const chat = compose(model(GEMINI), { n: 1, resolution: "512", transport: "chat" }, 0);
    expect(chat.body.image_config).toEqual({ image_size: "0.5K" });
  });

  it("30 that makes one picture a request is asked as often as pictures are wanted", () => {
    expect(planGenerations(model(GEMINI), 4, {})).toHaveLength(4);
    expect(planGenerations(model("bytedance-seed/seedream-4.5"), 4, {})).toMatchObject([{ n: 4 }]);
  });

  it("63 that takes one image is not given two", () => {
    expect(problems(model("recraft/recraft-v3"), { n: 1 }, 2)).toMatchObject([{ field: "references" }]);
  });
});

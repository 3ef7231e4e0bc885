import { describe, expect, it } from "vitest";
import { findModel, models } from "@/lib/sandbox/catalog/catalog";
import type { Endpoint, Model } from "@/lib/sandbox/catalog/types";
import { onChat } from "@/lib/sandbox/chat/image-wish";
import { jobFor } from "@/lib/sandbox/job";
import { bytesOf, type ImagesAnswer, type Json, sizeOf, startSandbox } from "./support";

const api = startSandbox();

/** The published tables, in pixels at 1K; 2K doubles them and 4K doubles them again. */
const GEMINI_3: Record<string, string> = {
  "1:1": "1024x1024",
  "2:3": "848x1264",
  "3:2": "1264x848",
  "3:4": "896x1200",
  "4:3": "1200x896",
  "4:5": "928x1152",
  "5:4": "1152x928",
  "9:16": "768x1376",
  "16:9": "1376x768",
  "21:9": "1584x672",
  "1:4": "512x2048",
  "4:1": "2048x512",
  "1:8": "384x3072",
  "8:1": "3072x384",
};
const GEMINI_3_AT_512: Record<string, string> = {
  "1:1": "512x512",
  "16:9": "688x384",
  "9:16": "384x688",
  "3:2": "632x424",
  "4:3": "600x448",
  "5:4": "576x464",
  "21:9": "792x336",
  "4:1": "1024x256",
  "8:1": "1536x192",
};
const GEMINI_25: Record<string, string> = {
  "1:1": "1024x1024",
  "2:3": "832x1248",
  "3:2": "1248x832",
  "3:4": "864x1184",
  "4:3": "1184x864",
  "4:5": "896x1152",
  "5:4": "1152x896",
  "9:16": "768x1344",
  "16:9": "1344x768",
  "21:9": "1536x672",
};
const GPT: Record<string, string> = {
  "1:1": "1024x1024",
  "3:2": "1536x1024",
  "2:3": "1024x1536",
  "16:9": "1536x864",
};
const EDGE: Record<string, number> = { "512": 512, "768": 768, "1K": 1024, "1.5K": 1536, "2K": 2048, "4K": 4096 };

const times = (size: string | undefined, factor: number) =>
  size
    ?.split("x")
    .map((edge) => Number(edge) * factor)
    .join("x");

/** What is published of a size; undefined where nothing is. */
function published(
  { behavior: { pixels } }: Model,
  ratio: string,
  tier: string,
  onVertex: boolean,
): string | undefined {
  if (pixels === "gemini-2.5") return GEMINI_25[ratio];
  if (pixels === "gpt") return GPT[ratio];
  if (pixels !== "gemini-3") return undefined;
  if (tier === "512") return GEMINI_3_AT_512[ratio];
  const factor = (EDGE[tier] ?? 1024) / 1024;
  return onVertex && ratio === "16:9" ? times("1408x768", factor) : times(GEMINI_3[ratio], factor);
}

const valuesOf = (endpoint: Endpoint, name: string, without: string[]) => {
  const descriptor = endpoint.supported_parameters[name];
  return descriptor?.type === "enum" ? descriptor.values.filter((value) => value !== "auto") : without;
};

const sizeFor = (
  model: Model,
  endpoint: Endpoint,
  aspect_ratio: string | undefined,
  resolution: string | undefined,
) => {
  const { size } = jobFor(model, endpoint, { model: model.id, prompt: "x", aspect_ratio, resolution }, [], {});
  return `${size.width}x${size.height}`;
};

describe.each([
  ["/images", (_model: Model, endpoint: Endpoint) => endpoint],
  ["chat", onChat],
])("every declared ratio at every declared tier, on %s", (route, offered) => {
  // Without a declared ratio chat takes one and goes its own way.
  const served = models.filter(
    ({ chat, endpoints }) =>
      route === "/images" || (chat && endpoints.some((one) => one.supported_parameters.aspect_ratio)),
  );

  it.each(served.map((model) => [model.id, model] as const))("%s", (_id, model) => {
    for (const listed of model.endpoints) {
      const endpoint = offered(model, listed);
      const onVertex = endpoint.provider_slug === "google-vertex";
      for (const tier of valuesOf(endpoint, "resolution", ["1K"])) {
        for (const ratio of valuesOf(endpoint, "aspect_ratio", ["1:1"])) {
          const delivered = sizeFor(model, endpoint, ratio, tier);
          expect.soft(delivered, `${ratio} at ${tier}`).toBe(published(model, ratio, tier, onVertex) ?? delivered);
          const [width = 0, height = 0] = delivered.split("x").map(Number);
          const [across = 1, down = 1] = ratio.split(":").map(Number);
          // Where no table is published, the shape and the area are what the words promise.
          const { pixels } = model.behavior;
          const off = Math.abs(Math.log(width / height / (across / down)));
          expect.soft(off, `shape of ${ratio} at ${tier}`).toBeLessThan(pixels.startsWith("gemini") ? 0.08 : 0.04);
          if (pixels === "gpt") {
            expect.soft([1024, 1536], `long edge of ${ratio}`).toContain(Math.max(width, height));
            continue;
          }
          const edge = pixels === "four-megapixels" ? 2048 : (EDGE[tier] ?? 1024);
          const area = (width * height) / edge ** 2;
          expect.soft(area, `area of ${ratio} at ${tier}`).toBeGreaterThan(0.93);
          expect.soft(area, `area of ${ratio} at ${tier}`).toBeLessThan(1.13);
        }
      }
    }
  });
});

describe("pictures of the published size arrive", () => {
  const byImages = async (model: string, wish: Json) => {
    const answer = (await (await api.images({ model, prompt: "a lighthouse", ...wish })).json()) as ImagesAnswer;
    return (await sizeOf(bytesOf(answer))).size;
  };
  const byChat = async (model: string, { aspect_ratio, resolution, provider }: Json) => {
    const image_config = { aspect_ratio, image_size: resolution === "512" ? "0.5K" : resolution };
    const messages = [{ role: "user", content: "a lighthouse" }];
    const response = await api.post("/chat/completions", { model, messages, image_config, provider });
    const { choices } = (await response.json()) as {
      choices: { message: { images: { image_url: { url: string } }[] } }[];
    };
    const url = choices[0]?.message.images[0]?.image_url.url ?? "";
    return (await sizeOf(Buffer.from(url.split(",")[1] ?? "", "base64"))).size;
  };

  it.each(Object.entries(GEMINI_3))("Gemini 3.1 Flash: %s at 1K is %s", async (aspect_ratio, size) => {
    const model = "google/gemini-3.1-flash-image";
    expect(await byImages(model, { aspect_ratio })).toBe(size);
    expect(await byChat(model, { aspect_ratio })).toBe(size);
  });

  it.each(Object.entries(GEMINI_3_AT_512))("Gemini 3.1 Flash: %s at 512 is %s", async (aspect_ratio, size) => {
    const model = "google/gemini-3.1-flash-image";
    expect(await byImages(model, { aspect_ratio, resolution: "512" })).toBe(size);
    expect(await byChat(model, { aspect_ratio, resolution: "512" })).toBe(size);
  });

  it.each([
    ["google/gemini-3-pro-image", { aspect_ratio: "4:5", resolution: "4K" }, "3712x4608"],
    [
      "google/gemini-3-pro-image",
      { aspect_ratio: "16:9", resolution: "2K", provider: { only: ["google-vertex"] } },
      "2816x1536",
    ],
    ["bytedance-seed/seedream-4.5", { aspect_ratio: "1:1", resolution: "2K" }, "2048x2048"],
    ["x-ai/grok-imagine-image-quality", { aspect_ratio: "1:1", resolution: "1K" }, "1024x1024"],
    ["black-forest-labs/flux.2-pro", { aspect_ratio: "1:1" }, "1024x1024"],
    ["recraft/recraft-v4-pro", { aspect_ratio: "1:1" }, "2048x2048"],
  ])("%s %j is %s on both routes", async (model, wish, size) => {
    expect(await byImages(model, wish)).toBe(size);
    expect(await byChat(model, wish)).toBe(size);
  });

  it.each(Object.entries(GPT))("GPT Image 2: %s is %s", async (aspect_ratio, size) => {
    expect(await byImages("openai/gpt-image-2", { aspect_ratio })).toBe(size);
  });

  it.each(["9:19.5", "19.5:9", "9:20", "20:9", "1:2", "2:1"])("the phones' ratio %s on both routes", async (ratio) => {
    const model = "x-ai/grok-imagine-image-quality";
    const size = await byImages(model, { aspect_ratio: ratio });
    const endpoint = findModel(model)?.endpoints[0];
    expect(endpoint && sizeFor(findModel(model) as Model, endpoint, ratio, undefined)).toBe(size);
    expect(await byChat(model, { aspect_ratio: ratio })).toBe(size);
  });
});

import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type ErrorAnswer, type Json, pictureUrl, reference, startSandbox } from "./support";

const api = startSandbox();
const GEMINI = "google/gemini-3.1-flash-image";
const FLUX = "black-forest-labs/flux.2-pro";

const refusalOf = async (body: Json | string) => {
  const response = await api.post("/images", typeof body === "string" ? body : { prompt: "a lighthouse", ...body });
  const { error } = (await response.json()) as ErrorAnswer;
  expect(error.code).toBe(response.status);
  expect(response.headers.get("x-generation-id")).toMatch(/^gen-/);
  return { status: response.status, message: error.message, metadata: error.metadata };
};

describe("keys", () => {
  it.each([
    ["none", "", "Missing Authentication header"],
    ["one that is not OpenRouter's", "Bearer abc", "User not found."],
  ])("refuses %s with 401", async (_name, authorization, message) => {
    const response = await api.post("/images", { model: GEMINI, prompt: "x" }, { authorization });
    expect(response.status).toBe(401);
    expect(((await response.json()) as ErrorAnswer).error.message).toBe(message);
  });
});

describe("bodies", () => {
  it.each<[string, Json | string, RegExp]>([
    ["no JSON", "{", /Invalid JSON body/],
    ["an empty prompt", { model: GEMINI, prompt: "" }, /prompt/],
    ["a number for a prompt", { model: GEMINI, prompt: 7 }, /prompt/],
    ["no model", { model: undefined }, /model/],
    ["eleven pictures", { model: GEMINI, n: 11 }, /\bn\b/],
    ["an unknown model", { model: "nobody/nothing" }, /nobody\/nothing is not a valid model ID/],
    ["a ratio that nobody has", { model: GEMINI, aspect_ratio: "7:5" }, /aspect_ratio/],
    ["a compression of 101", { model: "openai/gpt-image-2", output_compression: 101 }, /output_compression/],
    ["a session id that is too long", { model: GEMINI, session_id: "x".repeat(257) }, /session_id/],
  ])("refuses %s with 400", async (_name, body, message) => {
    expect(await refusalOf(body)).toMatchObject({ status: 400, message: expect.stringMatching(message) });
  });

  it("refuses a body over 100 MB at the edge, in plain text", async () => {
    const response = await api.post("/images", "x".repeat(101 * 1024 * 1024));
    expect(response.status).toBe(413);
    expect(await response.text()).toBe("Request Entity Too Large");
  });
});

describe("capabilities", () => {
  it.each<[string, Json, RegExp]>([
    ["a quality for Gemini", { model: GEMINI, quality: "high" }, /"quality" is not supported/],
    ["a seed for Gemini", { model: GEMINI, seed: 1 }, /"seed" is not supported/],
    ["a format for Gemini", { model: GEMINI, output_format: "png" }, /"output_format" is not supported/],
    ["a resolution for FLUX.2", { model: FLUX, resolution: "2K" }, /"resolution" is not supported/],
    ["WebP for FLUX.2", { model: FLUX, output_format: "webp" }, /output_format.*png, jpeg/],
    ["quality auto for Grok", { model: "x-ai/grok-imagine-image-2.0", quality: "auto" }, /quality.*low, medium/],
    ["512 for Nano Banana 2.1", { model: "google/gemini-nano-banana-2.1", resolution: "512" }, /resolution/],
    ["an undeclared ratio", { model: "google/gemini-3-pro-image", aspect_ratio: "1:8" }, /aspect_ratio/],
    ["two pictures from Gemini", { model: GEMINI, n: 2 }, /"n"/],
    ["transparency for GPT Image 2", { model: "openai/gpt-image-2", background: "transparent" }, /background/],
    ["pixels for Gemini", { model: GEMINI, size: "1024x1024" }, /"size" is not supported/],
    ["pixels off the grid", { model: "openai/gpt-image-2.5-sunburst", size: "1000x1000" }, /size/],
    ["pixels with a ratio", { model: FLUX, size: "1024x1024", aspect_ratio: "1:1" }, /cannot be combined/],
    ["a tier that contradicts", { model: GEMINI, size: "2K", resolution: "1K" }, /contradicts/],
  ])("refuses %s with 400", async (_name, body, message) => {
    const refusal = await refusalOf(body);
    expect(refusal).toMatchObject({ status: 400, message: expect.stringMatching(message) });
    expect(refusal.metadata).toMatchObject({ error_type: "invalid_request" });
  });

  it("serves from the one endpoint that can, and refuses when that one is excluded", async () => {
    const wish = { model: "google/gemini-3-pro-image", prompt: "x", resolution: "4K", aspect_ratio: "1:1" };
    expect((await api.images({ ...wish, provider: { order: ["google-vertex"] } })).status).toBe(200);
    expect((await refusalOf({ ...wish, provider: { only: ["google-vertex"] } })).message).toMatch(/1K, 2K/);
  });

  it("names the routing step when no endpoint is left", async () => {
    expect(await refusalOf({ model: GEMINI, provider: { only: ["azure"] } })).toMatchObject({
      status: 404,
      message: expect.stringMatching(/^No endpoints found/),
      metadata: { routing_funnel: [{ step: "Initial Endpoints", endpoint_count: 2 }] },
    });
  });

  it.each(["google/gemini-2.5-flash-image", "meta/muse-image"])(
    "answers 404 for %s, listed but dead",
    async (model) => {
      expect(await refusalOf({ model })).toMatchObject({ status: 404, message: `No endpoints found for ${model}.` });
    },
  );
});

describe("references", () => {
  const withUrls = (model: string, ...urls: string[]) => refusalOf({ model, input_references: urls.map(reference) });

  it("refuses more than the model takes, or fewer", async () => {
    const url = await pictureUrl();
    expect((await withUrls("x-ai/grok-imagine-image-2.0", url, url, url, url)).message).toMatch(/0 to 3/);
    expect((await withUrls("recraft/recraft-v4-styles")).message).toMatch(/1 to 10/);
    expect((await withUrls("recraft/recraft-v4.1-flash", url)).message).toMatch(/0 to 0/);
  });

  it("passes on the provider's refusal where the listing promises too much", async () => {
    const url = await pictureUrl();
    expect((await withUrls("qwen/qwen-image-3", url, url, url, url)).message).toMatch(
      /supports 0~3 image content items. Got 4/,
    );
  });

  it("refuses what does not decode", async () => {
    const html = `data:image/png;base64,${Buffer.from("<html>").toString("base64")}`;
    const cut = (await pictureUrl(900, 900)).slice(0, 400);
    for (const url of [html, cut, "file:///etc/passwd", "data:text/plain;base64,AAAA"]) {
      const refusal = await withUrls(GEMINI, url);
      expect(refusal).toMatchObject({ status: 400, metadata: { error_type: "invalid_image" } });
    }
  });

  it("refuses a picture over 30 MB with 413", async () => {
    const heavy = await sharp({ create: { width: 3400, height: 3400, channels: 3, background: "#fff" } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect((await withUrls(GEMINI, `data:image/png;base64,${heavy.toString("base64")}`)).status).toBe(413);
  });

  it("passes on that a picture is too heavy for the provider alone", async () => {
    const noise = Buffer.from(
      Array.from({ length: 1300 * 1000 * 3 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255),
    );
    const bytes = await sharp(noise, { raw: { width: 1300, height: 1000, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const url = `data:image/png;base64,${bytes.toString("base64")}`;
    expect(await withUrls("sourceful/riverflow-v2-pro", url)).toMatchObject({
      status: 413,
      metadata: { error_type: "image_too_large", provider_name: "Sourceful" },
    });
    const input_references = [reference(url)];
    expect((await api.images({ model: GEMINI, resolution: "512", prompt: "x", input_references })).status).toBe(200);
    expect((await withUrls(GEMINI, `data:image/png;base64,${(await enlarged(bytes)).toString("base64")}`)).status).toBe(
      413,
    );
  });

  const enlarged = (bytes: Buffer) => sharp(bytes).resize(1900).png({ compressionLevel: 0 }).toBuffer();

  it("takes an address as it is and never fetches it", async () => {
    const input_references = [reference("http://127.0.0.1:9/never.png")];
    expect((await api.images({ model: GEMINI, prompt: "x", input_references })).status).toBe(200);
  });
});

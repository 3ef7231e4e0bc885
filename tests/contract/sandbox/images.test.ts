import { describe, expect, it } from "vitest";
import {
  bytesOf,
  eventsOf,
  type ImagesAnswer,
  type Json,
  pictureUrl,
  reference,
  sizeOf,
  startSandbox,
} from "./support";

const api = startSandbox();
const GEMINI = "google/gemini-3.1-flash-image";

const answerTo = async (body: Json) => {
  const response = await api.images({ prompt: "a lighthouse", ...body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return JSON.parse(text) as ImagesAnswer;
};

describe("POST /images, buffered", () => {
  it("answers with pictures, chat-shaped usage and a generation id in the headers", async () => {
    const response = await api.images({ model: GEMINI, prompt: "a lighthouse" });
    const answer = (await response.json()) as ImagesAnswer;
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-generation-id")).toMatch(/^gen-\d{10}-\w{20}$/);
    expect(Object.keys(answer)).toEqual(["created", "data", "usage"]);
    expect(answer.data).toHaveLength(1);
    expect(answer.data[0]?.media_type).toBe("image/jpeg");
    expect(answer.usage?.completion_tokens_details.image_tokens).toBe(1120);
    expect(answer.usage?.cost).toBeCloseTo(1120 * 0.00006 + 3 * 0.0000005, 9);
  });

  it("answers the undocumented alias the same way", async () => {
    const response = await api.post("/images/generations", { model: GEMINI, prompt: "a lighthouse" });
    expect(response.status).toBe(200);
  });

  it("delivers as many pictures as asked for, no two alike", async () => {
    const answer = await answerTo({ model: "bytedance-seed/seedream-4.5", n: 3 });
    expect(new Set(answer.data.map(({ b64_json }) => b64_json)).size).toBe(3);
    expect(answer.usage?.cost).toBeCloseTo(0.12, 9);
  });

  it.each([
    [GEMINI, { aspect_ratio: "16:9" }, "jpeg", "1376x768"],
    [GEMINI, { aspect_ratio: "16:9", provider: { only: ["google-vertex/global"] } }, "jpeg", "1408x768"],
    [GEMINI, { aspect_ratio: "21:9", resolution: "2K" }, "jpeg", "3168x1344"],
    [GEMINI, { aspect_ratio: "1:8" }, "jpeg", "384x3072"],
    [GEMINI, { aspect_ratio: "5:4", resolution: "512" }, "jpeg", "576x464"],
    ["google/gemini-3-pro-image", { aspect_ratio: "4:5", resolution: "4K" }, "jpeg", "3712x4608"],
    ["openai/gpt-image-2", {}, "png", "1024x1024"],
    ["openai/gpt-image-2", { aspect_ratio: "16:9" }, "png", "1536x864"],
    ["openai/gpt-image-2", { aspect_ratio: "2:3", output_format: "webp" }, "webp", "1024x1536"],
    ["openai/gpt-image-2.5-sunburst", { size: "2560x1440", output_format: "jpeg" }, "jpeg", "2560x1440"],
    ["black-forest-labs/flux.2-pro", { size: "1024x576" }, "png", "1024x576"],
    ["black-forest-labs/flux.2-pro", { aspect_ratio: "1:1", output_format: "jpeg" }, "jpeg", "1024x1024"],
    ["black-forest-labs/flux-3-image", { resolution: "768" }, "png", "768x768"],
    ["bytedance-seed/seedream-5-0-lite", {}, "jpeg", "2048x2048"],
    ["bytedance-seed/seedream-4.5", { size: "2K", aspect_ratio: "1:1" }, "jpeg", "2048x2048"],
    ["qwen/qwen-image-3", { aspect_ratio: "16:9" }, "png", "1360x768"],
    ["recraft/recraft-v4-pro", {}, "png", "2048x2048"],
    ["recraft/recraft-v4-vector", {}, "svg", "1024x1024"],
    ["inclusionai/ming-image-0.1-design", { size: "1536x1024" }, "png", "1536x1024"],
  ])("paints %s %j as %s of %s", async (model, wish, format, size) => {
    const answer = await answerTo({ model, ...wish });
    expect(await sizeOf(bytesOf(answer))).toEqual({ format, size });
    expect(answer.data[0]?.media_type).toBe(format === "svg" ? "image/svg+xml" : `image/${format}`);
  });

  it("keeps the shape of a reference when no ratio is asked for", async () => {
    const input_references = [reference(await pictureUrl(160, 90))];
    expect(await sizeOf(bytesOf(await answerTo({ model: GEMINI, input_references })))).toMatchObject({
      size: "1376x768",
    });
  });

  it("leaves transparent corners when asked to", async () => {
    const answer = await answerTo({ model: "openai/gpt-image-2.5-flare", background: "transparent" });
    const { default: sharp } = await import("sharp");
    const { data } = await sharp(bytesOf(answer)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
  });

  it("ignores stream:true where the endpoint cannot stream", async () => {
    const response = await api.images({ model: GEMINI, prompt: "a lighthouse", stream: true });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toHaveProperty("data");
  });

  it("strips unknown top-level fields", async () => {
    expect((await answerTo({ model: GEMINI, provider_tag: "x", negative_prompt: "y" })).data).toHaveLength(1);
  });
});

describe("POST /images, streamed", () => {
  const stream = async (body: Json) => {
    const response = await api.images({ prompt: "a lighthouse", stream: true, ...body });
    return { response, body: await response.text() };
  };

  it("sends comments, two previews, the picture with its bill, and [DONE]", async () => {
    const { response, body } = await stream({ model: "openai/gpt-image-2" });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(body.startsWith(": OPENROUTER PROCESSING\n\n")).toBe(true);
    expect(body.endsWith("data: [DONE]\n\n")).toBe(true);
    const events = eventsOf(body);
    expect(events.map((event) => (event === "[DONE]" ? event : event.type))).toEqual([
      "image_generation.partial_image",
      "image_generation.partial_image",
      "image_generation.completed",
      "[DONE]",
    ]);
    expect(events[1]).toMatchObject({ partial_image_index: 1 });
    expect(events[2]).toMatchObject({ media_type: "image/png", usage: { cost: expect.any(Number) } });
    const preview = Buffer.from(String((events[0] as Json).b64_json), "base64");
    expect(await sizeOf(preview)).toMatchObject({ format: "png" });
  });

  it("bills a stream of several pictures once, with the last", async () => {
    const { body } = await stream({ model: "openai/gpt-image-2", n: 2 });
    const completed = eventsOf(body).filter(
      (event) => event !== "[DONE]" && event.type === "image_generation.completed",
    );
    expect(completed.map((event) => "usage" in (event as Json))).toEqual([false, true]);
  });

  it("streams a vector model's markup, which adds up to the picture", async () => {
    const { body } = await stream({ model: "recraft/recraft-v4-vector" });
    const events = eventsOf(body).filter((event): event is Json => event !== "[DONE]");
    const markup = events.filter(({ type }) => type === "image_generation.text_chunk").map(({ text }) => text);
    const picture = events.find(({ type }) => type === "image_generation.completed");
    expect(markup.join("")).toBe(Buffer.from(String(picture?.b64_json), "base64").toString("utf8"));
    expect(markup.join("")).not.toMatch(/<script|<text|href=/);
  });
});

import { describe, expect, it } from "vitest";
import { type ErrorAnswer, eventsOf, type Json, pictureUrl, sizeOf, startSandbox } from "./support";

const api = startSandbox();
const GEMINI = "google/gemini-3.1-flash-image";

const ask = (body: Json) =>
  api.post("/chat/completions", {
    model: GEMINI,
    modalities: ["image", "text"],
    messages: [{ role: "user", content: "a lighthouse" }],
    ...body,
  });

type Image = { image_url: { url: string } };
type ChatAnswer = Json & {
  choices: { message: { content: string; images: Image[] }; finish_reason: string }[];
  usage: Json;
};
const decode = (image: Image | undefined) => Buffer.from(image?.image_url.url.split(",")[1] ?? "", "base64");

describe("POST /chat/completions", () => {
  it("answers with the picture as a data URL in message.images", async () => {
    const response = await ask({ image_config: { aspect_ratio: "16:9", image_size: "2K" } });
    const answer = (await response.json()) as ChatAnswer;
    expect(answer).toMatchObject({
      id: response.headers.get("x-generation-id"),
      object: "chat.completion",
      model: GEMINI,
    });
    expect(answer.choices[0]).toMatchObject({ finish_reason: "stop", message: { role: "assistant" } });
    expect(await sizeOf(decode(answer.choices[0]?.message.images[0]))).toEqual({ format: "jpeg", size: "2752x1536" });
    expect(answer.usage).toMatchObject({ completion_tokens_details: { image_tokens: 1680 } });
  });

  it("streams the picture in one chunk and the usage in the last", async () => {
    const body = await (await ask({ stream: true })).text();
    expect(body.startsWith(": OPENROUTER PROCESSING\n\n")).toBe(true);
    const chunks = eventsOf(body) as (Json & { choices: { delta: { images?: Image[] } }[] })[];
    const images = chunks.flatMap((chunk) => chunk.choices?.[0]?.delta.images ?? []);
    expect(images).toHaveLength(1);
    expect(await sizeOf(decode(images[0]))).toMatchObject({ size: "1024x1024" });
    expect(chunks.at(-2)).toHaveProperty("usage.cost");
    expect(chunks.at(-1)).toBe("[DONE]");
  });

  it("reads words and pictures from content parts, and calls 512 by chat's name", async () => {
    const content = [
      { type: "text", text: "make it blue" },
      { type: "image_url", image_url: { url: await pictureUrl() } },
    ];
    const response = await ask({ messages: [{ role: "user", content }], image_config: { image_size: "0.5K" } });
    const answer = (await response.json()) as ChatAnswer;
    expect(await sizeOf(decode(answer.choices[0]?.message.images[0]))).toMatchObject({ size: "512x512" });
  });

  it("takes image-only models with image alone", async () => {
    expect((await ask({ model: "black-forest-labs/flux.2-pro", modalities: ["image"] })).status).toBe(200);
  });

  it.each([
    ["modalities that the model lacks", { model: "black-forest-labs/flux.2-pro" }, /output modalities: image, text/],
    [
      "a model that is only on the Image API",
      { model: "qwen/qwen-image-3", modalities: ["image"] },
      /output modalities: image/,
    ],
    ["tools", { tools: [{}] }, /tool use/],
  ])("answers 404 for %s", async (_name, body, message) => {
    const response = await ask(body);
    const { error } = (await response.json()) as ErrorAnswer;
    expect(response.status).toBe(404);
    expect(error.message).toMatch(message);
    expect(error.metadata).toHaveProperty("routing_funnel");
  });

  it("says content_filter when it refuses", async () => {
    const answer = (await (
      await ask({ messages: [{ role: "user", content: "[fault:no-image] x" }] })
    ).json()) as ChatAnswer;
    expect(answer.choices[0]).toMatchObject({ finish_reason: "content_filter", message: { images: [] } });
  });
});

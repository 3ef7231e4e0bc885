import OpenAI, { APIError, RateLimitError } from "openai";
import { describe, expect, it } from "vitest";
import { GEMINI, KEY, pictureIn, withSandbox } from "./support";

const held = withSandbox((baseURL) => new OpenAI({ apiKey: KEY, baseURL, maxRetries: 0 }));
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("OpenAI's client", () => {
  it("generates images through the undocumented alias", async () => {
    const { data, created } = await held.client.images.generate({ model: GEMINI, prompt: "a lighthouse" });
    expect(await pictureIn(data?.[0]?.b64_json)).toBe("jpeg 1024x1024");
    expect(created).toBeGreaterThan(1_700_000_000);
  });

  it("sends a size in pixels where a model takes one", async () => {
    const model = "openai/gpt-image-2.5-sunburst";
    const { data } = await held.client.images.generate({ model, prompt: "a lighthouse", size: "1536x1024" });
    expect(await pictureIn(data?.[0]?.b64_json)).toBe("png 1536x1024");
  });

  it("finds a usage of chat's shape under the name of its own (quirk 25)", async () => {
    const { usage } = await held.client.images.generate({ model: GEMINI, prompt: "a lighthouse" });
    expect(usage).toMatchObject({ completion_tokens: 1120, cost: expect.any(Number) });
    expect(usage?.input_tokens_details).toBeUndefined();
  });

  it("chats with a model that draws; the picture lies beside what its types know", async () => {
    const answer = await held.client.chat.completions.create({
      model: GEMINI,
      messages: [{ role: "user", content: "a lighthouse" }],
      modalities: ["image", "text"] as never,
    });
    const message = answer.choices[0]?.message as unknown as {
      content: string;
      images: { image_url: { url: string } }[];
    };
    expect(message.content).toBe("Here it is.");
    expect(await pictureIn(message.images[0]?.image_url.url)).toBe("jpeg 1024x1024");
  });

  it("streams a chat: words, picture, usage", async () => {
    const stream = await held.client.chat.completions.create({
      model: GEMINI,
      messages: [{ role: "user", content: "a lighthouse" }],
      stream: true,
    });
    let words = "";
    const pictures: string[] = [];
    let cost: number | undefined;
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta as
        | { content?: string; images?: { image_url: { url: string } }[] }
        | undefined;
      words += delta?.content ?? "";
      for (const { image_url } of delta?.images ?? []) pictures.push(image_url.url);
      cost ??= (chunk.usage as { cost?: number } | null | undefined)?.cost;
    }
    expect(words).toBe("Here it is.");
    expect(await Promise.all(pictures.map(pictureIn))).toEqual(["jpeg 1024x1024"]);
    expect(cost).toBeGreaterThan(0.06);
  });

  it("chats with a text model", async () => {
    const answer = await held.client.chat.completions.create({
      model: "openai/gpt-4.1-nano",
      messages: [
        { role: "system", content: "Improve the prompt." },
        { role: "user", content: "a red boat" },
      ],
    });
    expect(answer.choices[0]?.message.content).toMatch(/^a red boat, /);
  });

  it("lists the models that write", async () => {
    const ids = (await held.client.models.list()).data.map(({ id }) => id);
    expect(ids).toContain("openai/gpt-4.1-nano");
    expect(ids).not.toContain("black-forest-labs/flux.2-pro");
  });

  it.each([
    ["rate-limit", 429],
    ["no-credits", 402],
    ["moderation", 403],
    ["bad-gateway", 502],
  ])("understands %s as %i, once", async (fault, status) => {
    const before = held.sandbox.ledger.length;
    const failure = await failureOf(held.client.images.generate({ model: GEMINI, prompt: `[fault:${fault}] x` }));
    expect(failure).toBeInstanceOf(APIError);
    expect(failure).toMatchObject({ status, error: { code: status, message: expect.any(String) } });
    expect(failure instanceof RateLimitError).toBe(status === 429);
    expect(held.sandbox.ledger.length - before).toBe(1);
  });

  it("takes an error under 200 for a success without pictures (quirk 46)", async () => {
    const answer = await held.client.images.generate({ model: GEMINI, prompt: "[fault:error-200] x" });
    expect(answer.data).toBeUndefined();
  });

  it("throws what an event of a stream says", async () => {
    const stream = await held.client.chat.completions.create({
      model: GEMINI,
      messages: [{ role: "user", content: "[fault:sse-error] x" }],
      stream: true,
    });
    const read = async () => {
      for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
    };
    await expect(read()).rejects.toThrow(/Provider returned error/);
  });
});

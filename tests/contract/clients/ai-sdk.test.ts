import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { APICallError, generateImage, generateText, streamText } from "ai";
import { describe, expect, it } from "vitest";
import { GEMINI, KEY, pictureIn, redPicture, withSandbox } from "./support";

const held = withSandbox((baseURL) => createOpenRouter({ apiKey: KEY, baseURL }));
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
const image = (model: string) => held.client.imageModel(model);

describe("the AI SDK with OpenRouter's provider", () => {
  it("generates an image", async () => {
    const { images, usage } = await generateImage({
      model: image(GEMINI),
      prompt: "a lighthouse",
      aspectRatio: "16:9",
      maxRetries: 0,
    });
    expect(await pictureIn(images[0]?.base64)).toBe("jpeg 1376x768");
    expect(usage.outputTokens).toBe(1120);
  });

  it("generates several, as many a call as the model makes", async () => {
    const before = held.sandbox.ledger.length;
    const { images } = await generateImage({ model: image("recraft/recraft-v4.1"), prompt: "x", n: 3, maxRetries: 0 });
    expect(images).toHaveLength(3);
    expect(held.sandbox.ledger.length - before).toBe(1);
  });

  it("edits a picture, and cannot with a mask (quirk 33)", async () => {
    const input = await redPicture();
    const { images } = await generateImage({
      model: image(GEMINI),
      prompt: { text: "make it night", images: [input] },
      maxRetries: 0,
    });
    expect(await pictureIn(images[0]?.base64)).toBe("jpeg 1264x848");
    const masked = generateImage({
      model: image(GEMINI),
      prompt: { text: "x", images: [input], mask: input },
      maxRetries: 0,
    });
    await expect(masked).rejects.toThrow(/mask/);
  });

  it("passes options to the provider", async () => {
    const { images } = await generateImage({
      model: image("recraft/recraft-v4"),
      prompt: "a lighthouse",
      providerOptions: { openrouter: { provider: { options: { recraft: { background_rgb_color: [20, 30, 90] } } } } },
      maxRetries: 0,
    });
    expect(images).toHaveLength(1);
  });

  it("gets the picture of a chat as a file, buffered and streamed", async () => {
    const model = held.client.chat(GEMINI, { extraBody: { modalities: ["image", "text"] } });
    const whole = await generateText({ model, prompt: "a lighthouse", maxRetries: 0 });
    expect(whole.text).toBe("Here it is.");
    expect(await pictureIn(whole.files[0]?.base64)).toBe("jpeg 1024x1024");
    const stream = streamText({ model, prompt: "a lighthouse", maxRetries: 0 });
    expect(await pictureIn((await stream.files)[0]?.base64)).toBe("jpeg 1024x1024");
    expect(await stream.finishReason).toBe("stop");
  });

  it("shows a picture to a text model", async () => {
    const { text } = await generateText({
      model: held.client.chat("google/gemini-2.5-flash-lite"),
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Describe it." },
            { type: "image", image: await redPicture(), mediaType: "image/png" },
          ],
        },
      ],
      maxRetries: 0,
    });
    expect(text).toBe("A dark landscape picture of 96 × 64 pixels, mostly red.");
  });

  it.each([
    ["rate-limit", 429, true],
    ["moderation", 403, false],
    ["no-credits", 402, false],
    ["bad-gateway", 502, true],
  ])("tells of %s with its status", async (fault, statusCode, isRetryable) => {
    const call = generateImage({ model: image(GEMINI), prompt: `[fault:${fault}] x`, maxRetries: 0 });
    const failure = await failureOf(call);
    expect(APICallError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ statusCode, isRetryable });
  });

  it("takes no pictures for a failure", async () => {
    const call = generateImage({ model: image(GEMINI), prompt: "[fault:no-image] x", maxRetries: 0 });
    await expect(call).rejects.toThrow(/No images in response/);
  });

  it("would pay twice on its own: it tries a 502 again unless told not to (quirk 50)", async () => {
    const before = held.sandbox.ledger.length;
    await failureOf(generateImage({ model: image(GEMINI), prompt: "[fault:bad-gateway] again", maxRetries: 1 }));
    expect(held.sandbox.ledger.length - before).toBe(2);
  });
});

import { OpenRouter } from "@openrouter/sdk";
import * as errors from "@openrouter/sdk/models/errors";
import { describe, expect, it } from "vitest";
import { GEMINI, KEY, pictureIn, redPicture, withSandbox } from "./support";

// Its own retries repeat a paid call for up to an hour (quirk 52).
const held = withSandbox((serverURL) => new OpenRouter({ apiKey: KEY, serverURL, retryConfig: { strategy: "none" } }));
const user = (content: string) => [{ role: "user" as const, content }];

describe("OpenRouter's own SDK reads", () => {
  it("the list of models and one of them", async () => {
    const pages = await held.client.models.list({ outputModalities: "all" });
    const listed = [];
    for await (const page of pages) listed.push(...page.result.data);
    expect(listed).toHaveLength(62);
    expect(listed.find(({ id }) => id === "openai/gpt-image-1")?.expirationDate).toBe("2027-01-15");
    const { data } = await held.client.models.get({ author: "openrouter", slug: "auto" });
    expect(data).toMatchObject({ id: "openrouter/auto", pricing: { prompt: "-1" } });
  });

  it("the image models and their endpoints, every single one", async () => {
    const { data } = await held.client.images.listModels();
    expect(data).toHaveLength(57);
    for (const { id } of data) {
      const [author = "", slug = ""] = id.split("/");
      const record = await held.client.images.listModelEndpoints({ author, slug });
      expect(record.id).toBe(id);
    }
  });

  it("the endpoints in the words of chat", async () => {
    const { data } = await held.client.endpoints.list({ author: "google", slug: "gemini-3.1-flash-image" });
    expect(data.endpoints.map(({ providerName }) => providerName)).toEqual(["Google AI Studio", "Google"]);
    const discreet = await held.client.endpoints.listZdrEndpoints();
    expect(discreet.data.map(({ providerName }) => providerName)).toContain("Azure");
  });

  it("the key, and the refusal of the credits", async () => {
    const { data } = await held.client.apiKeys.getCurrentKeyMetadata();
    expect(data).toMatchObject({ limit: null, isManagementKey: false, usage: expect.any(Number) });
    await expect(held.client.credits.getCredits()).rejects.toBeInstanceOf(errors.ForbiddenResponseError);
  });
});

describe("OpenRouter's own SDK draws", () => {
  it("on the Image API, and looks the call up", async () => {
    const answer = await held.client.images.generate({
      imageGenerationRequest: {
        model: GEMINI,
        prompt: "a lighthouse",
        aspectRatio: "16:9",
        inputReferences: [
          { type: "image_url", imageUrl: { url: `data:image/png;base64,${(await redPicture()).toString("base64")}` } },
        ],
        sessionId: "sdk",
      },
    });
    if (!("data" in answer)) throw new Error("The answer came as a stream.");
    expect(await pictureIn(answer.data[0]?.b64Json)).toBe("jpeg 1376x768");
    expect(answer.usage?.cost).toBeGreaterThan(0.06);
    const id = held.sandbox.ledger.at(-1)?.id ?? "";
    const { data } = await held.client.generations.getGeneration({ id });
    expect(data).toMatchObject({
      id,
      apiType: "image",
      totalCost: answer.usage?.cost,
      numMediaPrompt: 1,
      sessionId: "sdk",
    });
  });

  it("on the Image API, event by event", async () => {
    const answer = await held.client.images.generate({
      imageGenerationRequest: { model: "openai/gpt-image-2", prompt: "a lighthouse", stream: true },
    });
    const types: string[] = [];
    for await (const event of answer as AsyncIterable<{ type: string }>) types.push(event.type);
    expect(types).toEqual([
      "image_generation.partial_image",
      "image_generation.partial_image",
      "image_generation.completed",
    ]);
  });

  it("by way of chat", async () => {
    const answer = await held.client.chat.send({
      chatRequest: {
        model: GEMINI,
        messages: user("a lighthouse"),
        modalities: ["image", "text"],
        imageConfig: { image_size: "2K" },
      },
    });
    if (!("choices" in answer)) throw new Error("The answer came as a stream.");
    const { message, finishReason } = answer.choices[0] ?? {};
    expect(finishReason).toBe("stop");
    expect(await pictureIn(message?.images?.[0]?.imageUrl.url)).toBe("jpeg 2048x2048");
  });

  it("by way of chat in a stream, where its schema drops the picture (quirk 42)", async () => {
    const answer = await held.client.chat.send({
      chatRequest: { model: GEMINI, messages: user("a lighthouse"), modalities: ["image", "text"], stream: true },
    });
    let words = "";
    const known = new Set<string>();
    for await (const { choices } of answer as AsyncIterable<{ choices: { delta: { content?: string } }[] }>) {
      words += choices[0]?.delta.content ?? "";
      for (const key of Object.keys(choices[0]?.delta ?? {})) known.add(key);
    }
    expect(words).toBe("Here it is.");
    expect(known).not.toContain("images");
    expect(held.sandbox.ledger.at(-1)).toMatchObject({ charged: true, images: 1 });
  });
});

describe("OpenRouter's own SDK signs in", () => {
  it("along the whole of PKCE", async () => {
    const { client, sandbox } = held;
    const { codeChallenge, codeVerifier } = await client.oAuth.createSHA256CodeChallenge();
    const address = await client.oAuth.createAuthorizationUrl({
      callbackUrl: "http://localhost:3000/back?state=1",
      codeChallenge,
      codeChallengeMethod: "S256",
      limit: 0.5,
    });
    expect(new URL(address).origin).toBe(new URL(sandbox.url).origin);
    const pressed = await fetch(address, { method: "POST", body: "decision=authorize", redirect: "manual" });
    const code = new URL(pressed.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const exchanged = await client.oAuth.exchangeAuthCodeForAPIKey({
      requestBody: { code, codeVerifier, codeChallengeMethod: "S256" },
    });
    const signedIn = new OpenRouter({
      apiKey: exchanged.key,
      serverURL: sandbox.url,
      retryConfig: { strategy: "none" },
    });
    const { data } = await signedIn.apiKeys.getCurrentKeyMetadata();
    expect(data).toMatchObject({ limit: 0.5, limitRemaining: 0.5, usage: 0 });
  });
});

describe("OpenRouter's own SDK fails", () => {
  it.each([
    ["no-credits", errors.PaymentRequiredResponseError],
    ["moderation", errors.ForbiddenResponseError],
    ["gone", errors.NotFoundResponseError],
    ["too-large-picture", errors.PayloadTooLargeResponseError],
    ["rate-limit", errors.TooManyRequestsResponseError],
    ["server-error", errors.InternalServerResponseError],
    ["bad-gateway", errors.BadGatewayResponseError],
    ["unavailable", errors.OpenRouterDefaultError],
    ["status:524", errors.EdgeNetworkTimeoutResponseError],
    ["status:529", errors.ProviderOverloadedResponseError],
    ["html-503", errors.OpenRouterError],
    ["error-200", errors.ResponseValidationError],
  ])("%s in its own words, after one call", async (fault, kind) => {
    const before = held.sandbox.ledger.length;
    const call = held.client.images.generate({
      imageGenerationRequest: { model: GEMINI, prompt: `[fault:${fault}] x` },
    });
    await expect(call).rejects.toBeInstanceOf(kind);
    expect(held.sandbox.ledger.length - before).toBe(1);
  });
});

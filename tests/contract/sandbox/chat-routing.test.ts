import { describe, expect, it } from "vitest";
import { type ErrorAnswer, type Json, pictureUrl, startSandbox } from "./support";

const api = startSandbox();
const GEMINI = "google/gemini-3.1-flash-image";
const LOW_CREDIT = { authorization: "Bearer sk-or-v1-lowcredit" };

const ask = async (body: Json, headers?: Record<string, string>) => {
  const messages = [{ role: "user", content: "a lighthouse" }];
  const response = await api.post("/chat/completions", { model: GEMINI, messages, ...body }, headers);
  return { status: response.status, body: (await response.json()) as Json & ErrorAnswer };
};

describe("credit on chat", () => {
  it("is set aside for the longest answer, unless max_tokens says how long it may be", async () => {
    const refused = await ask({}, LOW_CREDIT);
    expect(refused).toMatchObject({
      status: 402,
      body: {
        error: {
          message:
            "This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 16666. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account",
          metadata: { provider_name: null },
        },
      },
    });
    expect((await ask({ max_tokens: 20_000 }, LOW_CREDIT)).status).toBe(402);
    expect((await ask({ max_tokens: 8192 }, LOW_CREDIT)).status).toBe(200);
    expect((await ask({ max_tokens: 16 }, LOW_CREDIT)).body.error.message).toMatch(/^Insufficient credits/);
  });

  it("has a least number of tokens at OpenAI", async () => {
    const nano = { model: "openai/gpt-4.1-nano" };
    expect((await ask({ ...nano, max_tokens: 15 })).body.error.metadata).toMatchObject({ provider_name: "OpenAI" });
    expect((await ask({ ...nano, max_tokens: 16 })).status).toBe(200);
  });

  it("is not set aside for models without a price by the token", async () => {
    const flux = { model: "black-forest-labs/flux.2-klein-4b", modalities: ["image"] };
    expect((await ask(flux, { authorization: "Bearer sk-or-v1-lowcredit-2" })).status).toBe(200);
  });
});

describe("provider preferences on chat", () => {
  it.each<[string, Json, string]>([
    ["zdr", { zdr: true }, "Google"],
    ["data_collection deny", { data_collection: "deny" }, "Google"],
    ["data_collection allow", { data_collection: "allow" }, "Google AI Studio"],
    ["only", { only: ["google-vertex"] }, "Google"],
    ["order", { order: ["google-vertex/global"] }, "Google"],
    [
      "what does not concern it",
      { sort: "price", require_parameters: true, max_price: { image: "0.2" } },
      "Google AI Studio",
    ],
  ])("%s leads to a provider that keeps it", async (_name, provider, answers) => {
    expect((await ask({ provider })).body).toMatchObject({ provider: answers });
  });

  it("says so when no provider keeps to the data policy", async () => {
    const { status, body } = await ask({ model: "sandbox/talking-painter", provider: { zdr: true } });
    expect(status).toBe(404);
    expect(body.error.message).toBe(
      "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
    );
  });

  it("are unknown to the Image API, which ignores them", async () => {
    const response = await api.images({ model: "recraft/recraft-v4.1", prompt: "x", provider: { zdr: true } });
    expect(response.status).toBe(200);
  });
});

describe("models that only chat knows", () => {
  it("the router says in its answer which model drew, and its books keep both names", async () => {
    const { status, body } = await ask({ model: "openrouter/auto", modalities: ["image", "text"] });
    expect([status, body.model]).toEqual([200, GEMINI]);
    expect(await api.lastLine()).toMatchObject({ model: "openrouter/auto", charged: true });
    const { data } = (await (await api.get(`/generation?id=${body.id}`)).json()) as { data: Json };
    expect(data).toMatchObject({ model: GEMINI, provider_name: "Google AI Studio", api_type: "completions" });
  });

  it.each([
    ["openrouter/auto", 200, 404],
    ["sandbox/talking-painter", 200, 404],
    ["sandbox/unlisted-talker", 200, 404],
    ["sandbox/unlisted-painter", 200, 200],
  ])("%s answers chat with %i and the Image API with %i", async (model, chat, images) => {
    expect((await ask({ model })).status).toBe(chat);
    expect((await api.images({ model, prompt: "x" })).status).toBe(images);
  });
});

describe("a picture of the model's own that comes back", () => {
  const replay = async (assistant: Json) => {
    const images = [{ type: "image_url", image_url: { url: await pictureUrl() } }];
    return ask({
      messages: [
        { role: "user", content: "a lighthouse" },
        { role: "assistant", content: "Here it is.", images, ...assistant },
        { role: "user", content: "make it blue" },
      ],
    });
  };

  it("must bring the thoughts that it came with", async () => {
    const forgotten = await replay({});
    expect(forgotten.status).toBe(400);
    expect(forgotten.body.error.message).toMatch(/reasoning details to be preserved/);
    const first = (await ask({})).body as unknown as { choices: { message: { reasoning_details: Json[] } }[] };
    const { reasoning_details } = first.choices[0]?.message ?? {};
    expect(reasoning_details).toMatchObject([{ type: "reasoning.encrypted" }]);
    expect((await replay({ reasoning_details })).status).toBe(200);
  });
});

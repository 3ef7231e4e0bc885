import { describe, expect, it } from "vitest";
import { eventsOf, type Json, pictureUrl, startSandbox } from "./support";

const api = startSandbox();
const MODEL = "google/gemini-2.5-flash-lite";
const IMPROVE = { role: "system", content: "Rewrite the prompt of the user into a better one for an image model." };

type Answer = Json & { choices: { message: Json & { content: string }; finish_reason: string }[]; usage: Json };

const ask = (body: Json) =>
  api.post("/chat/completions", { model: MODEL, messages: [{ role: "user", content: "a red boat" }], ...body });
const wordsOf = async (body: Json) => ((await (await ask(body)).json()) as Answer).choices[0]?.message.content ?? "";

describe("a text model", () => {
  it("rewrites a prompt into a richer one, the same each time, another for another prompt", async () => {
    const improve = (content: string) => wordsOf({ messages: [IMPROVE, { role: "user", content }] });
    const richer = await improve("a red boat.");
    expect(richer).toMatch(/^a red boat, .{80}/);
    expect(await improve("a red boat.")).toBe(richer);
    expect((await improve("a grey cat")).replace("a grey cat", "")).not.toBe(richer.replace("a red boat", ""));
  });

  it("describes the pixels of a picture: shape, colors, lightness", async () => {
    const seen = async (width: number, height: number, color: string) => {
      const url = await pictureUrl(width, height, color);
      const content = [
        { type: "text", text: "Describe this picture." },
        { type: "image_url", image_url: { url } },
      ];
      return wordsOf({ messages: [{ role: "user", content }] });
    };
    expect(await seen(120, 60, "#1c2a58")).toBe("A dark landscape picture of 120 × 60 pixels, mostly navy.");
    expect(await seen(60, 120, "#f5e6c8")).toBe("A bright portrait picture of 60 × 120 pixels, mostly cream.");
    expect(await seen(80, 80, "#c82828")).toContain("square picture");
  });

  it("bills words by the token, in the answer, the ledger and the look-up", async () => {
    const response = await ask({ session_id: "help" });
    const { usage, choices } = (await response.json()) as Answer;
    const words = choices[0]?.message.content ?? "";
    const completion = Math.ceil(words.length / 4);
    expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: completion });
    expect(usage.cost).toBeCloseTo(3 * 0.0000001 + completion * 0.0000004, 9);
    expect(choices[0]?.message).not.toHaveProperty("images");
    expect(await api.lastLine()).toMatchObject({ model: MODEL, charged: true, cost: usage.cost, sessionId: "help" });
    const id = response.headers.get("x-generation-id");
    const { data } = (await (await api.get(`/generation?id=${id}`)).json()) as { data: Json };
    expect(data).toMatchObject({
      api_type: "completions",
      model: MODEL,
      total_cost: usage.cost,
      native_tokens_completion: completion,
      native_tokens_completion_images: 0,
      num_media_completion: 0,
      finish_reason: "stop",
    });
  });

  it("streams its words in pieces, then the bill", async () => {
    const body = await (await ask({ stream: true })).text();
    const chunks = eventsOf(body) as (Json & { choices: { delta: { content?: string } }[] })[];
    const pieces = chunks.flatMap((chunk) => chunk.choices?.[0]?.delta.content ?? []).filter(Boolean);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe(await wordsOf({}));
    expect(chunks.at(-2)).toHaveProperty("usage.cost");
  });

  it("stops in the middle of a sentence when max_tokens says so", async () => {
    const answer = (await (await ask({ max_tokens: 4 })).json()) as Answer;
    expect(answer.choices[0]?.finish_reason).toBe("length");
    expect(answer.usage.completion_tokens).toBe(4);
  });

  it.each([
    ["a picture from one that reads only text", { model: "mistralai/mistral-nemo" }, /support image input/],
    ["an image from one that only writes", { modalities: ["image", "text"] }, /output modalities: image, text/],
  ])("answers 404 when asked for %s", async (_name, more, message) => {
    const content = [{ type: "image_url", image_url: { url: await pictureUrl() } }];
    const response = await ask({ messages: [{ role: "user", content }], ...more });
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(message);
  });

  it("is not on the Image API", async () => {
    expect((await api.images({ model: MODEL, prompt: "x" })).status).toBe(404);
  });
});

describe("a model that draws and writes", () => {
  it("answers in words alone when they are all it is asked for", async () => {
    const response = await ask({ model: "google/gemini-3.1-flash-image", modalities: ["text"] });
    const answer = (await response.json()) as Answer;
    expect(answer.choices[0]?.message.images ?? []).toEqual([]);
    expect(answer.choices[0]?.message.content).not.toBe("");
  });
});

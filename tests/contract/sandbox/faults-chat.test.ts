import { describe, expect, it } from "vitest";
import { eventsOf, type Json, sizeOf, startSandbox } from "./support";

const api = startSandbox();
const GEMINI = "google/gemini-3.1-flash-image";

type Said = { role?: string; content?: unknown; images?: unknown[] };
type Choice = {
  message?: Said;
  delta?: Said;
  finish_reason: string | null;
  native_finish_reason?: string;
  error?: Json;
};
type Answer = Json & { choices?: Choice[]; usage?: Json };

const ask = (fault: string, more: Json = {}) =>
  api.post("/chat/completions", {
    model: GEMINI,
    image_config: { image_size: "0.5K" },
    messages: [{ role: "user", content: `a boat [fault:${fault}]` }],
    ...more,
  });
const buffered = async (fault: string): Promise<Choice> => {
  const { choices } = (await (await ask(fault)).json()) as Answer;
  return choices?.[0] ?? { finish_reason: null };
};
const streamed = async (fault: string): Promise<Answer[]> => {
  const events = eventsOf(await (await ask(fault, { stream: true })).text());
  return events.filter((event): event is Answer => event !== "[DONE]");
};
const isPicture = async (url: unknown) => {
  const bytes = Buffer.from(String(url).split(",")[1] ?? "", "base64");
  return (await sizeOf(bytes)).size === "512x512";
};
const inPictures = (said: Said | undefined) => (said?.images ?? []) as { image_url: { url: string } }[];

describe("where chat hides its pictures", () => {
  it("images-as-strings", async () => {
    const [url] = (await buffered("images-as-strings")).message?.images ?? [];
    expect(await isPicture(url)).toBe(true);
    const deltas = (await streamed("images-as-strings")).flatMap(({ choices }) => choices?.[0]?.delta?.images ?? []);
    expect(deltas).toEqual([expect.stringMatching(/^data:image/)]);
  });

  it("images-in-content", async () => {
    const { message } = await buffered("images-in-content");
    expect(message).not.toHaveProperty("images");
    expect(message?.content).toMatchObject([{ type: "text", text: "Here it is." }, { type: "image_url" }]);
  });

  it("image-as-content", async () => {
    const { message } = await buffered("image-as-content");
    expect(await isPicture(message?.content)).toBe(true);
    const contents = (await streamed("image-as-content")).map(({ choices }) => String(choices?.[0]?.delta?.content));
    expect(contents.filter((content) => content.startsWith("data:image"))).toHaveLength(1);
  });

  it("image-address, which serves the picture without a key", async () => {
    const [image] = inPictures((await buffered("image-address")).message);
    const fetched = await fetch(image?.image_url.url ?? "");
    expect(fetched.headers.get("content-type")).toBe("image/jpeg");
    expect(await sizeOf(Buffer.from(await fetched.arrayBuffer()))).toMatchObject({ size: "512x512" });
    expect((await fetch(`${image?.image_url.url}-other`)).status).toBe(404);
  });

  it("image-alone: a chunk with nothing beside the picture", async () => {
    const chunk = (await streamed("image-alone")).find(({ choices }) => choices?.[0]?.delta?.images);
    expect(Object.keys(chunk?.choices?.[0]?.delta ?? {})).toEqual(["images"]);
  });

  it("picture-with-stop: the chunk that ends brings the picture", async () => {
    const endings = (await streamed("picture-with-stop")).filter(({ choices }) => choices?.[0]?.finish_reason);
    expect(endings).toHaveLength(1);
    expect(endings[0]?.choices?.[0]).toMatchObject({ finish_reason: "stop", native_finish_reason: "STOP" });
    expect(inPictures(endings[0]?.choices?.[0]?.delta)).toHaveLength(1);
  });

  it("interim and final, the final twice", async () => {
    const urls = inPictures((await buffered("interim")).message).map(({ image_url }) => image_url.url);
    expect(urls).toHaveLength(3);
    expect(urls[1]).toBe(urls[2]);
    expect(urls[0]).not.toBe(urls[1]);
  });

  it("usage-without-choices", async () => {
    const last = (await streamed("usage-without-choices")).at(-1);
    expect(last).toMatchObject({ choices: [], usage: { cost: expect.any(Number) } });
  });
});

describe("how chat ends without a picture", () => {
  it.each<[string, Json, boolean]>([
    ["no-image", { finish_reason: "content_filter", native_finish_reason: "IMAGE_SAFETY" }, false],
    [
      "content-filter:PROHIBITED_CONTENT",
      { native_finish_reason: "PROHIBITED_CONTENT", message: { content: null } },
      false,
    ],
    ["refusal-in-words", { finish_reason: "stop", message: { content: "I can't help with that image." } }, true],
    ["nothing", { finish_reason: "stop", message: { content: "" } }, true],
    ["length", { finish_reason: "length", native_finish_reason: "MAX_TOKENS" }, true],
    ["finish-error", { finish_reason: "error", error: { code: 502 } }, false],
  ])("%s", async (fault, expected, charged) => {
    const choice = await buffered(fault);
    expect(choice).toMatchObject({ ...expected, message: { images: [], ...(expected.message as Json) } });
    expect(await api.lastLine()).toMatchObject({ charged });
    const chunks = await streamed(fault);
    const { message: _message, ...ending } = expected;
    expect(chunks.find(({ choices }) => choices?.[0]?.finish_reason)?.choices?.[0]).toMatchObject(ending);
    expect(chunks.flatMap(({ choices }) => choices?.[0]?.delta?.images ?? [])).toEqual([]);
  });

  it("tells the look-up why", async () => {
    const response = await ask("no-image");
    const { id } = (await response.json()) as Json;
    const { data } = (await (await api.get(`/generation?id=${id}`)).json()) as { data: Json };
    expect(data).toMatchObject({
      finish_reason: "content_filter",
      native_finish_reason: "IMAGE_SAFETY",
      total_cost: 0,
    });
  });

  it("error-200 and empty-200 answer without choices", async () => {
    expect(await (await ask("error-200")).json()).not.toHaveProperty("choices");
    expect(await (await ask("empty-200")).json()).toEqual({});
  });

  it("sse-error ends the stream with an error among the choices; sse-error-bare with nothing else", async () => {
    const last = (await streamed("sse-error")).at(-1);
    expect(last).toMatchObject({ error: { code: 502 }, choices: [{ finish_reason: "error" }] });
    expect((await streamed("sse-error-bare")).at(-1)).toEqual({
      error: { code: 429, message: "Rate limit exceeded", metadata: { error_type: "rate_limit_exceeded" } },
    });
  });
});

it("other-model: somebody else answers", async () => {
  expect(await (await ask("other-model")).json()).toMatchObject({
    model: "sandbox/another-painter",
    provider: "Somebody Else",
  });
});

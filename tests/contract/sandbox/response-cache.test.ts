import { describe, expect, it } from "vitest";
import { eventsOf, type Json, startSandbox } from "./support";

const api = startSandbox();
const CACHED = { "x-openrouter-cache": "true", "x-openrouter-cache-ttl": "86400" };

const body = (words: string, more: Json = {}) => ({
  model: "google/gemini-3.1-flash-image",
  image_config: { image_size: "0.5K" },
  messages: [{ role: "user", content: words }],
  ...more,
});
const ask = (request: Json, headers: Record<string, string> = CACHED) =>
  api.post("/chat/completions", request, headers);

type Answer = Json & { id: string; choices: { message: { images: unknown[] } }[]; usage: Json };

describe("the response cache", () => {
  it("answers the same bytes with the same picture, under an id of its own, for nothing", async () => {
    const first = await ask(body("a boat"));
    expect(first.headers.get("x-openrouter-cache-status")).toBe("MISS");
    const made = (await first.json()) as Answer;
    const second = await ask(body("a boat"));
    expect(second.headers.get("x-openrouter-cache-status")).toBe("HIT");
    expect(second.headers.get("x-openrouter-cache-source-id")).toBe(made.id);
    const kept = (await second.json()) as Answer;
    expect(kept.id).toBe(second.headers.get("x-generation-id"));
    expect(kept.id).not.toBe(made.id);
    expect(kept.choices).toEqual(
      made.choices.map(({ message, ...choice }) => ({
        ...choice,
        message: { ...message, reasoning_details: expect.anything() },
      })),
    );
    expect(kept.usage).toMatchObject({ cost: 0, prompt_tokens: 0, completion_tokens: 0 });
    expect(await api.lastLine()).toMatchObject({ id: kept.id, charged: false, cost: 0, images: 1 });
    const { data } = (await (await api.get(`/generation?id=${kept.id}`)).json()) as { data: Json };
    expect(data).toMatchObject({ total_cost: 0, response_cache_source_id: made.id, finish_reason: "stop" });
  });

  it("has the answer of a stream that broke off after the model was done", async () => {
    const request = body("a boat [fault:billed-then-reset]", { stream: true });
    await expect(ask(request).then((answer) => answer.text())).rejects.toThrow();
    expect(await api.lastLine()).toMatchObject({ charged: true });
    const again = await ask(request);
    const text = await again.text();
    expect(again.headers.get("x-openrouter-cache-status")).toBe("HIT");
    expect(text).toContain(";base64,");
    expect(eventsOf(text).at(-1)).toBe("[DONE]");
  });

  it.each<[string, Json, Record<string, string>]>([
    ["without being asked", body("a tree"), {}],
    ["where a byte differs", body("a tree", { session_id: "another" }), CACHED],
    ["where it is to be cleared", body("a tree"), { ...CACHED, "x-openrouter-cache-clear": "true" }],
    ["of a stream for a plain answer", body("a tree", { stream: true }), CACHED],
  ])("does not answer %s", async (_case, request, headers) => {
    await (await ask(body("a tree"))).text();
    const again = await ask(request, headers);
    await again.text();
    expect(again.headers.get("x-openrouter-cache-status")).not.toBe("HIT");
    expect(await api.lastLine()).toMatchObject({ charged: true });
  });

  it("keeps nothing that was not paid, and what it forgot is made and paid anew", async () => {
    for (const [fault, charged] of [
      ["reset-mid-body", false],
      ["billed-then-forgotten", true],
    ] as const) {
      const request = body(`a hill [fault:${fault}]`, { stream: true });
      await expect(ask(request).then((answer) => answer.text())).rejects.toThrow();
      expect(await api.lastLine()).toMatchObject({ charged });
      const again = await ask(request);
      expect(again.headers.get("x-openrouter-cache-status")).toBe("MISS");
      await again.text().catch(() => {});
      expect(await api.lastLine()).toMatchObject({ charged });
    }
  });
});

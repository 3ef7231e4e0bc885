import { describe, expect, it } from "vitest";
import { eventsOf, type Json, startSandbox } from "./support";

const api = startSandbox();

/** The same fault on both routes; the pictures that a reader must find in it. */
const routes: [route: string, path: string, body: (prompt: string) => Json, sign: RegExp][] = [
  ["/images", "/images", (prompt) => ({ model: "openai/gpt-image-2", prompt }), /image_generation\.completed/g],
  [
    "chat",
    "/chat/completions",
    (prompt) => ({
      model: "google/gemini-3.1-flash-image",
      image_config: { image_size: "0.5K" },
      messages: [{ role: "user", content: prompt }],
    }),
    /"images":\[\{/g,
  ],
];

describe.each(routes)("a stream of %s", (_route, path, body, sign) => {
  const ask = (fault: string, more: Json = { stream: true }) =>
    api.post(path, { ...body(`a boat [fault:${fault}]`), ...more });
  const textOf = async (fault: string) => (await ask(fault)).text();

  it("ends without [DONE], and even without the last blank line", async () => {
    for (const fault of ["no-done", "unterminated"]) {
      const text = await textOf(fault);
      expect(text.match(sign)).toHaveLength(1);
      expect(text).not.toContain("[DONE]");
      expect(text.endsWith("\n")).toBe(fault === "no-done");
    }
  });

  it("goes on after [DONE]", async () => {
    expect(await textOf("after-done")).toMatch(/\[DONE\]\n\n: the end\n\ndata: \{\}\n\n$/);
  });

  it("ends its lines in CR LF", async () => {
    const text = await textOf("crlf");
    expect(text).not.toMatch(/[^\r]\n/);
    expect(eventsOf(text.replaceAll("\r\n", "\n")).at(-1)).toBe("[DONE]");
  });

  it("begins with a byte order mark", async () => {
    const bytes = Buffer.from(await (await ask("byte-order-mark")).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("has comments everywhere", async () => {
    const text = await textOf("comments");
    expect(text.match(/: keep-alive é\n/g)?.length).toBeGreaterThan(3);
    expect(text.match(/event: message\n: once more\ndata: \{/g)?.length).toBeGreaterThan(0);
  });

  it("spreads an event over several data lines", async () => {
    const text = await textOf("many-lines");
    expect(text).toMatch(/data: \{\ndata: {2}"/);
    const joined = text
      .split("\n\n")
      .filter((block) => block.startsWith("data: {"))
      .map((block) => JSON.parse(block.replaceAll(/^data: /gm, "")));
    expect(joined.length).toBeGreaterThan(0);
  });

  it("is torn inside of base64 and inside of letters, and is whole when put together", async () => {
    const response = await ask("torn");
    const pieces: Buffer[] = [];
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece));
    const whole = Buffer.concat(pieces).toString("utf8");
    expect(whole.match(sign)).toHaveLength(1);
    expect(eventsOf(whole).at(-1)).toBe("[DONE]");
    expect(pieces.length).toBeGreaterThan(4);
    if (path === "/images") return;
    expect(whole).toContain("完成");
    expect(pieces.some((piece) => piece.toString("utf8").includes("\uFFFD"))).toBe(true);
  });

  it("brings an error after its picture", async () => {
    const text = await textOf("error-after-picture");
    const events = eventsOf(text);
    expect(text.match(sign)).toHaveLength(1);
    expect(events.at(-2)).toHaveProperty("error");
    expect(await api.lastLine()).toMatchObject({ charged: true });
  });

  it("is answered with one buffered body", async () => {
    const response = await ask("buffered");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toHaveProperty("usage");
  });

  it("is cut inside of the picture, in order or by a reset", async () => {
    for (const fault of ["truncated", "reset-mid-body"]) {
      const response = await ask(fault);
      let text = "";
      const reading = (async () => {
        for await (const piece of response.body ?? []) text += Buffer.from(piece).toString("latin1");
      })();
      if (fault === "truncated") await reading;
      else await expect(reading).rejects.toThrow();
      expect(text).toMatch(/"(b64_json|url)":"[^"]{1000,}$/);
    }
  });

  it("passes untouched when nobody asked for a stream", async () => {
    for (const fault of [
      "comments",
      "byte-order-mark",
      "after-done",
      "error-after-picture",
      "crlf",
      "many-lines",
      "torn",
    ]) {
      expect(await (await ask(fault, {})).json()).toHaveProperty("usage.cost");
    }
  });
});

it("sse-error-bare has no code on /images", async () => {
  const response = await api.images({ model: "openai/gpt-image-2", stream: true, prompt: "[fault:sse-error-bare]" });
  expect(eventsOf(await response.text()).at(-1)).toEqual({
    type: "error",
    error: { message: "Provider returned error", code: null },
  });
});

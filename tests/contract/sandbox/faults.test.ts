import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { bytesOf, type ErrorAnswer, type ImagesAnswer, type Json, KEY, startSandbox } from "./support";

const api = startSandbox();
/** Quick to paint; what streams asks for STREAMING. */
const MODEL = "google/gemini-3.1-flash-image";
const STREAMING = "openai/gpt-image-2";

const askFor = (fault: string, more: Json = {}) =>
  api.images({ model: MODEL, resolution: "512", prompt: `a boat [fault:${fault}]`, ...more });

/** Overrides for a call that streams. */
const streamed = { model: STREAMING, resolution: undefined, stream: true };

const errorOf = async (fault: string) => {
  const response = await askFor(fault);
  const { error } = (await response.json()) as ErrorAnswer;
  return { status: response.status, headers: response.headers, ...error };
};

/** What a client sees that reads the socket itself: everything up to the end, and how it ended. */
function rawAnswer(fault: string, more: Json = {}): Promise<{ text: string; ended: "closed" | "reset" }> {
  const body = JSON.stringify({ model: MODEL, prompt: `a boat [fault:${fault}]`, ...more });
  return new Promise((resolve) => {
    const socket = connect(api.port, "127.0.0.1");
    let text = "";
    socket.setEncoding("latin1").on("data", (data) => {
      text += data;
    });
    socket.once("error", () => resolve({ text, ended: "reset" }));
    socket.once("end", () => resolve({ text, ended: "closed" }));
    socket.write(
      `POST /api/v1/images HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

/** Every fault below is taken off this list; the last test wants it empty. */
const seen = new Set<string>();
const fault = (name: string) => {
  seen.add(name);
  return name;
};

describe("faults that refuse, free of charge", () => {
  it.each<[string, number, RegExp, Json]>([
    ["unauthorized", 401, /User not found/, {}],
    ["no-credits", 402, /Insufficient credits/, {}],
    ["in-flight-budget", 402, /in flight/, { limit_source: "openrouter_in_flight_budget" }],
    ["moderation", 403, /moderation/, { reasons: ["violence"], flagged_input: "a boat [fault:moderation]" }],
    ["guardrail", 403, /guardrail|injection/, { patterns: expect.any(Array) }],
    ["privacy", 404, /guardrail restrictions and data policy/, {}],
    ["gone", 404, /No endpoints found for/, { failed_routing_step: "Initial Endpoints" }],
    ["invalid-param", 400, /Provider returned error/, { provider_name: "Alibaba" }],
    ["rate-limit", 429, /Rate limit exceeded/, { error_type: "rate_limit_exceeded" }],
    ["rate-limit-silent", 429, /Provider returned error/, { error_type: "rate_limit_exceeded" }],
    ["server-error", 500, /Internal Server Error/, { error_type: "server" }],
    ["bad-gateway", 502, /Provider returned error/, {}],
    ["bad-gateway-safety", 502, /Provider returned error/, { provider_code: "moderation_blocked" }],
    ["unavailable", 503, /No available model provider/, {}],
    ["echo-key", 400, new RegExp(KEY), {}],
  ])("%s answers %i", async (name, status, message, metadata) => {
    const answer = await errorOf(fault(name));
    expect(answer).toMatchObject({ status, code: status, message: expect.stringMatching(message) });
    expect(answer.metadata ?? {}).toMatchObject(metadata);
    expect(await api.lastLine()).toMatchObject({ fault: name, charged: false, cost: 0, delivered: true });
  });

  it("says when to come back, except where the upstream does not", async () => {
    for (const name of ["rate-limit", "in-flight-budget", "unavailable"]) {
      expect((await errorOf(name)).headers.get("retry-after")).toBe("1");
    }
    expect((await errorOf("rate-limit-silent")).headers.get("retry-after")).toBeNull();
  });

  it("rate-limit-once fails the first try of each wish, whatever the session", async () => {
    const statuses: number[] = [];
    for (const [prompt, session_id] of [
      ["", "a"],
      ["", "b"],
      ["another", "b"],
      ["another", "c"],
    ]) {
      const response = await askFor(`${fault("rate-limit-once")}] ${prompt} [`, { session_id });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([429, 200, 429, 200]);
    expect(await api.lastLine()).toMatchObject({ charged: true });
  });
});

describe("faults that answer oddly", () => {
  it.each([
    ["too-large", 413, "text/plain", /^Request Entity Too Large$/, false],
    ["timeout-524", 524, "text/html; charset=UTF-8", /Error 524/, true],
    ["html", 200, "text/html", /<!DOCTYPE html>/, false],
    ["error-200", 200, "application/json", /"error":\{"code":502/, false],
  ])("%s", async (name, status, type, body, charged) => {
    const response = await askFor(fault(name));
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toMatch(body);
    expect(await api.lastLine()).toMatchObject({ fault: name, charged });
  });

  it("timeout-524 gives no generation id, as the edge knows none", async () => {
    expect((await askFor("timeout-524")).headers.get("x-generation-id")).toBeNull();
  });

  it("redirect points elsewhere", async () => {
    const response = await askFor(fault("redirect"));
    expect([response.status, response.headers.get("location")]).toEqual([302, "/sandbox/elsewhere"]);
  });

  it("hang sends nothing at all", async () => {
    const timeout = AbortSignal.timeout(150);
    const call = fetch(`${api.sandbox.url}/images`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ model: MODEL, prompt: `[fault:${fault("hang")}]` }),
      signal: timeout,
    });
    await expect(call).rejects.toThrow(/timeout/);
    expect(await api.lastLine()).toMatchObject({ fault: "hang", charged: false, delivered: false });
  });
});

describe("faults that break the connection", () => {
  it("reset-before-headers sends no byte", async () => {
    expect(await rawAnswer(fault("reset-before-headers"))).toEqual({ text: "", ended: "reset" });
  });

  it.each([
    ["reset-mid-body", false],
    ["billed-then-reset", true],
  ])("%s sends half the body, the id before it", async (name, charged) => {
    const { text, ended } = await rawAnswer(fault(name));
    expect(ended).toBe("reset");
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const id = /X-Generation-Id: (\S+)/.exec(text)?.[1];
    expect(text).toContain('"b64_json"');
    expect(text).not.toContain('"usage"');
    expect(await api.lastLine()).toMatchObject({ id, charged, delivered: false, images: 1 });
    const lookedUp = (await (await api.get(`/generation?id=${id}`)).json()) as { data: Json };
    expect(Number(lookedUp.data.total_cost) > 0).toBe(charged);
  });

  it("truncated ends in order, with neither length nor chunks to betray the cut", async () => {
    const { text, ended } = await rawAnswer(fault("truncated"));
    expect(ended).toBe("closed");
    expect(text).not.toMatch(/content-length|transfer-encoding/i);
    expect(text).not.toContain('"usage"');
    const response = await askFor("truncated");
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect(await api.lastLine()).toMatchObject({ charged: false, delivered: false });
  });

  it("slow drips, and still delivers", async () => {
    const started = performance.now();
    const response = await askFor(`${fault("slow")}:5`);
    expect(((await response.json()) as ImagesAnswer).data).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(40 * 5 * 0.8);
    expect(await api.lastLine()).toMatchObject({ fault: "slow", charged: true, delivered: true });
  });
});

describe("faults of a stream", () => {
  it("sse-error tells of a failure after the first preview", async () => {
    const body = await (await askFor(fault("sse-error"), streamed)).text();
    expect(body.match(/partial_image"/g)).toHaveLength(1);
    expect(body).toContain('data: {"type":"error","error":{"message":"Generation failed","code":"server_error"}}');
    expect(body).not.toContain("image_generation.completed");
    expect(body.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(await api.lastLine()).toMatchObject({ charged: false });
  });

  it("sse-error answers a buffered call with 200 and an error", async () => {
    expect(await errorOf("sse-error")).toMatchObject({ status: 200, code: 502 });
  });

  it("sse-cut-after-partial resets after a whole preview", async () => {
    const { text, ended } = await rawAnswer(fault("sse-cut-after-partial"), streamed);
    expect(ended).toBe("reset");
    expect(text.match(/partial_image_index":0/g)).toHaveLength(1);
    expect(text).not.toContain("completed");
    expect(await api.lastLine()).toMatchObject({ charged: false, delivered: false });
  });

  it("no-done forgets the end mark", async () => {
    const body = await (await askFor(fault("no-done"), streamed)).text();
    expect(body).toContain("image_generation.completed");
    expect(body).not.toContain("[DONE]");
    expect(await api.lastLine()).toMatchObject({ charged: true, delivered: true });
  });
});

describe("faults of what is said", () => {
  const answerTo = async (name: string, more: Json = {}) => {
    const answer = (await (await askFor(fault(name), more)).json()) as ImagesAnswer;
    return { answer, line: await api.lastLine() };
  };

  it.each<[string, (answer: ImagesAnswer) => unknown, unknown, boolean]>([
    ["no-image", ({ data }) => data, [], false],
    ["duplicate", ({ data }) => [data.length, data[0]?.b64_json === data[1]?.b64_json], [2, true], true],
    ["svg", (answer) => /<script|onload=/.test(bytesOf(answer).toString()), true, true],
    ["wrong-type", ({ data }) => data[0]?.media_type, "image/png", true],
    ["no-type", ({ data }) => Object.keys(data[0] ?? {}), ["b64_json"], true],
    ["garbage", (answer) => bytesOf(answer).toString().slice(0, 6), "<html>", true],
    ["bad-base64", ({ data }) => /^[\w+/=]+$/.test(data[0]?.b64_json ?? ""), false, false],
    ["data-url-prefix", ({ data }) => data[0]?.b64_json.slice(0, 22), "data:image/jpeg;base64", true],
    ["no-usage", (answer) => "usage" in answer, false, true],
    ["cost-string", ({ usage }) => typeof usage?.cost, "string", true],
    ["created-zero", ({ created }) => created, 0, true],
  ])("%s", async (name, look, expected, charged) => {
    const { answer, line } = await answerTo(name);
    expect(look(answer)).toEqual(expected);
    expect(line).toMatchObject({ fault: name, charged, delivered: true });
  });

  it("fewer leaves one picture out", async () => {
    const { answer, line } = await answerTo("fewer", { model: "recraft/recraft-v4", resolution: undefined, n: 3 });
    expect(answer.data).toHaveLength(2);
    expect(line).toMatchObject({ charged: true });
  });

  it("no-generation-id drops the header", async () => {
    const response = await askFor(fault("no-generation-id"));
    await response.arrayBuffer();
    expect([response.status, response.headers.get("x-generation-id")]).toEqual([200, null]);
  });

  it("knows no other fault, and names those it knows", async () => {
    fault("lookup-late"); // observed in account.test.ts
    const { status, message } = await errorOf("no-such-thing");
    expect(status).toBe(400);
    const known = message.split("Known: ")[1]?.split(", ").sort();
    expect(known).toEqual([...seen].sort());
  });
});

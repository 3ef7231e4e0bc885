import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { faultList } from "@/lib/sandbox/faults";
import { bytesOf, type ErrorAnswer, type ImagesAnswer, type Json, KEY, sizeOf, startSandbox } from "./support";

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
    ["weight-exceeds-budget", 402, /costs more/, { error_type: "weight_exceeds_budget" }],
    ["fewer-tokens", 402, /can only afford 10114/, { provider_name: null }],
    ["key-limit", 402, /settings\/keys/, {}],
    ["moderation:422", 422, /moderation/, { reasons: ["violence"] }],
    ["guardrail-budget", 403, /budget/, { resets_at: expect.any(String) }],
    ["privacy-newer", 404, /0 endpoints out of 1/, {}],
    ["parameter-404", 404, /output modalities/, { failed_routing_step: "Filter by Model Output Modalities" }],
    ["too-large-picture", 413, /30MB/, { provider_name: null }],
    ["status:504", 504, /Provider returned error/, {}],
    ["echo-key", 400, new RegExp(KEY), {}],
  ])("%s answers %i", async (name, status, message, metadata) => {
    const answer = await errorOf(name);
    expect(answer).toMatchObject({ status, code: status, message: expect.stringMatching(message) });
    expect(answer.metadata ?? {}).toMatchObject(metadata);
    expect(await api.lastLine()).toMatchObject({ fault: name.split(":")[0], charged: false, cost: 0, delivered: true });
  });

  it("says when to come back, except where the upstream does not", async () => {
    for (const name of ["rate-limit", "in-flight-budget", "unavailable"]) {
      expect((await errorOf(name)).headers.get("retry-after")).toBe("1");
    }
    expect((await errorOf("rate-limit-silent")).headers.get("retry-after")).toBeNull();
    expect((await errorOf("rate-limit:Fri, 21 Nov 2036 12:00:00 GMT")).headers.get("retry-after")).toMatch(/2036/);
  });

  it("gives the platform's 429 its three headers, and a success none", async () => {
    const { headers } = await errorOf("rate-limit");
    const limits = ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));
    expect(limits.slice(0, 2)).toEqual(["20", "0"]);
    expect(Math.abs(Number(limits[2]) - Date.now())).toBeLessThan(60_000);
    const success = await askFor("created-zero");
    await success.arrayBuffer();
    expect(success.headers.get("x-ratelimit-limit")).toBeNull();
  });

  it("rate-limit-once fails the first try of each wish, whatever the session", async () => {
    const statuses: number[] = [];
    for (const [prompt, session_id] of [
      ["", "a"],
      ["", "b"],
      ["another", "b"],
      ["another", "c"],
    ]) {
      const response = await askFor(`rate-limit-once] ${prompt} [`, { session_id });
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
    ["html-503", 503, "text/html", /503 Service Unavailable/, false],
    ["error-200", 200, "application/json", /"error":\{"code":502/, false],
    ["empty-200", 200, "application/json", /^\{\}$/, false],
    ["zod", 400, "application/json", /"success":false,"error":\{"name":"ZodError"/, false],
    ["gone-elsewhere", 404, "application/json", /"availability":\{"code":"model_deprecated"/, false],
  ])("%s", async (name, status, type, body, charged) => {
    const response = await askFor(name);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toMatch(body);
    expect(await api.lastLine()).toMatchObject({ fault: name, charged });
  });

  it("timeout-524 gives no generation id, as the edge knows none", async () => {
    expect((await askFor("timeout-524")).headers.get("x-generation-id")).toBeNull();
  });

  it("redirect points elsewhere", async () => {
    const response = await askFor("redirect");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/sandbox/elsewhere"]);
  });

  it("gzip-bomb packs 400 MB into less than one", async () => {
    const { text } = await rawAnswer("gzip-bomb");
    expect(text).toMatch(/content-encoding: gzip/i);
    expect(text.length).toBeLessThan(1024 * 1024);
  });

  it("hostile-headers bring what must not be passed on", async () => {
    const response = await askFor("hostile-headers");
    await response.arrayBuffer();
    expect(response.headers.get("set-cookie")).toMatch(/session/);
  });

  it("hang sends nothing at all", async () => {
    const timeout = AbortSignal.timeout(150);
    const call = fetch(`${api.sandbox.url}/images`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ model: MODEL, prompt: `[fault:hang]` }),
      signal: timeout,
    });
    await expect(call).rejects.toThrow(/timeout/);
    expect(await api.lastLine()).toMatchObject({ fault: "hang", charged: false, delivered: false });
  });
});

describe("faults that break the connection", () => {
  it("reset-before-headers sends no byte", async () => {
    expect(await rawAnswer("reset-before-headers")).toEqual({ text: "", ended: "reset" });
  });

  it.each([
    ["reset-mid-body", false],
    ["billed-then-reset", true],
  ])("%s sends half the body, the id before it", async (name, charged) => {
    const { text, ended } = await rawAnswer(name);
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
    const { text, ended } = await rawAnswer("truncated");
    expect(ended).toBe("closed");
    expect(text).not.toMatch(/content-length|transfer-encoding/i);
    expect(text).not.toContain('"usage"');
    const response = await askFor("truncated");
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect(await api.lastLine()).toMatchObject({ charged: false, delivered: false });
  });

  it("short-body promises more than it sends", async () => {
    const { text } = await rawAnswer("short-body");
    const promised = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    expect(text.length).toBeLessThan(promised);
    await expect((await askFor("short-body")).arrayBuffer()).rejects.toThrow();
  });

  it("slow drips, and still delivers", async () => {
    const started = performance.now();
    const response = await askFor("slow:5");
    expect(((await response.json()) as ImagesAnswer).data).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(40 * 5 * 0.8);
    expect(await api.lastLine()).toMatchObject({ fault: "slow", charged: true, delivered: true });
  });
});

describe("faults of a stream", () => {
  it("sse-error tells of a failure after the first preview", async () => {
    const body = await (await askFor("sse-error", streamed)).text();
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
    const { text, ended } = await rawAnswer("sse-cut-after-partial", streamed);
    expect(ended).toBe("reset");
    expect(text.match(/partial_image_index":0/g)).toHaveLength(1);
    expect(text).not.toContain("completed");
    expect(await api.lastLine()).toMatchObject({ charged: false, delivered: false });
  });

  it("no-done forgets the end mark", async () => {
    const body = await (await askFor("no-done", streamed)).text();
    expect(body).toContain("image_generation.completed");
    expect(body).not.toContain("[DONE]");
    expect(await api.lastLine()).toMatchObject({ charged: true, delivered: true });
  });
});

describe("faults of what is said", () => {
  const answerTo = async (name: string, more: Json = {}) => {
    const answer = (await (await askFor(name, more)).json()) as ImagesAnswer;
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
    ["cost:null", ({ usage }) => usage?.cost, null, true],
    ["cost:-1", ({ usage }) => usage?.cost, -1, true],
    ["content-filter", ({ data }) => data, [], false],
    ["nothing", ({ data }) => data, [], true],
    ["more", ({ data }) => new Set(data.map(({ b64_json }) => b64_json)).size, 2, true],
    ["format", (answer) => bytesOf(answer).subarray(4, 12).toString(), "ftypavif", true],
    ["odd-base64", ({ data }) => /^[\w-]{76}\n/.test(data[0]?.b64_json ?? ""), true, true],
  ])("%s", async (name, look, expected, charged) => {
    const { answer, line } = await answerTo(name);
    expect(look(answer)).toEqual(expected);
    expect(line).toMatchObject({ fault: name.split(":")[0], charged, delivered: true });
  });

  it("odd-base64 is the same picture all the same", async () => {
    const { answer } = await answerTo("odd-base64");
    const bytes = Buffer.from(answer.data[0]?.b64_json ?? "", "base64url");
    expect(await sizeOf(bytes)).toEqual({ format: "jpeg", size: "512x512" });
  });

  it("interim brings a rough picture, then the final one twice", async () => {
    const { answer } = await answerTo("interim");
    const [rough, final, again] = answer.data.map(({ b64_json }) => b64_json);
    expect([rough === final, final === again]).toEqual([false, true]);
    expect(await sizeOf(bytesOf(answer, 0))).toMatchObject({ size: "256x256" });
  });

  it("wrong-size delivers other pixels than were asked for", async () => {
    const { answer } = await answerTo("wrong-size");
    expect(await sizeOf(bytesOf(answer))).toMatchObject({ size: "384x384" });
  });

  it("fewer leaves one picture out", async () => {
    const { answer, line } = await answerTo("fewer", { model: "recraft/recraft-v4", resolution: undefined, n: 3 });
    expect(answer.data).toHaveLength(2);
    expect(line).toMatchObject({ charged: true });
  });

  it("no-generation-id drops the header", async () => {
    const response = await askFor("no-generation-id");
    await response.arrayBuffer();
    expect([response.status, response.headers.get("x-generation-id")]).toEqual([200, null]);
  });

  it("says the look-up's own untruths", async () => {
    const lookUpAfter = async (name: string) => {
      const response = await askFor(name);
      await response.arrayBuffer();
      return api.get(`/generation?id=${response.headers.get("x-generation-id")}`);
    };
    expect((await lookUpAfter("lookup-never")).status).toBe(404);
    expect((await lookUpAfter("lookup-broken")).status).toBe(500);
    expect(await (await lookUpAfter("lookup-contradicts")).json()).toMatchObject({ data: { total_cost: 0 } });
    expect(await api.lastLine()).toMatchObject({ charged: true, cost: expect.any(Number) });
  });
});

describe("asking for a fault", () => {
  it("works by a header too, which leaves the prompt alone", async () => {
    const response = await api.post(
      "/images",
      { model: MODEL, resolution: "512", prompt: "a boat" },
      { "x-sandbox-fault": "status:529" },
    );
    expect(response.status).toBe(529);
    expect(await api.lastLine()).toMatchObject({ fault: "status" });
  });

  it("knows no other fault, and names those it knows, each with what it does", async () => {
    const { status, message } = await errorOf("no-such-thing");
    expect(status).toBe(400);
    expect(message.split("Known: ")[1]?.split(", ")).toEqual(faultList.map(({ name }) => name));
    for (const { says } of faultList) expect(says).toMatch(/^\S.{7,}$/);
  });

  it("refuses one that only the other route can show", async () => {
    expect(await errorOf("images-as-strings")).toMatchObject({ status: 400, message: expect.stringMatching(/chat/) });
  });

  // What never ends, drips, or is too heavy to unpack has a test of its own.
  const quick = faultList.filter(({ name }) => !["hang", "slow", "gzip-bomb"].includes(name));
  it.each(quick.map(({ name, says }) => [name, says]))("%s: %s", async (name) => {
    for (const [path, body] of waysToAsk(name)) {
      await api
        .post(path, body)
        .then((response) => response.arrayBuffer())
        .catch(() => "the connection broke, as it should");
      await expect.poll(() => api.lastLine()).toMatchObject({ fault: name, route: path });
      expect(api.sandbox.ledger.at(-1)?.charged).toBeTypeOf("boolean");
    }
  });
});

/** A call on each route where the fault applies, buffered and streamed. */
function waysToAsk(name: string): [path: string, body: Json][] {
  const says = faultList.find((fault) => fault.name === name)?.says ?? "";
  const prompt = `a boat [fault:${name}]`;
  const messages = [{ role: "user", content: prompt }];
  const chat = { model: MODEL, messages, image_config: { image_size: "0.5K" } };
  const calls: [string, Json][] = [
    ["/images", { model: MODEL, prompt, resolution: "512" }],
    ["/images", { model: "recraft/recraft-v4-vector", prompt, stream: true }],
    ["/chat/completions", chat],
    ["/chat/completions", { ...chat, stream: true }],
  ];
  return calls.filter(([path]) => !says.includes("only on") || says.includes(`only on ${path}`));
}

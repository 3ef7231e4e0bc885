import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callText, type TextAnswer, type TextCall } from "@/lib/openrouter/text-call";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";

const WRITER = "google/gemini-2.5-flash-lite";
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
});
afterAll(() => sandbox.close());

const call = (more: Partial<TextCall> = {}): TextCall => ({
  baseUrl: sandbox.url,
  apiKey: "sk-or-v1-test",
  model: WRITER,
  system: "Describe the picture.",
  text: "What is it?",
  maxTokens: 300,
  sessionId: "help-1",
  ...more,
});

/** What the call makes of an answer that the test decides, and how often it was asked. */
async function against(answer: RequestListener): Promise<{ result: TextAnswer; calls: number }> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const result = await callText(call({ baseUrl }));
  server.closeAllConnections();
  server.close();
  return { result, calls };
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    response
      .writeHead(status, { "content-type": "application/json", "x-generation-id": "gen-9" })
      .end(JSON.stringify(body));

it("brings the words with their price, their id and who wrote them", async () => {
  const answer = await callText(call());
  expect(answer).toMatchObject({ ok: true, answeredBy: WRITER });
  const [line] = sandbox.ledger;
  expect(answer).toMatchObject({ cost: line?.cost, openrouterId: line?.id, provider: expect.any(String) });
  expect(line?.sessionId).toBe("help-1");
});

it("shows the model a picture", async () => {
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const picture = { mediaType: "image/png", bytes: Buffer.from(png, "base64") };
  expect(await callText(call({ picture }))).toMatchObject({ ok: true });
});

it("says what a refusal means, without trying again", async () => {
  const rate = await against(json(429, { error: { code: 429, message: "Rate limit exceeded" } }));
  expect(rate).toMatchObject({
    calls: 1,
    result: { ok: false, openrouterId: "gen-9", refusal: { code: "rate_limited", next: "fail" } },
  });
  expect(rate.result.ok ? "" : rate.result.refusal.message).toMatch(/Nothing was charged.*Try again later/);
  const gone = await against(json(400, { error: { code: 400, message: "x/y is not a valid model ID" } }));
  expect(gone.result).toMatchObject({ refusal: { code: "model_unavailable" } });
  const late = await against(json(200, { error: { code: 502, message: "Provider returned error" } }));
  expect(late.result).toMatchObject({ refusal: { code: "provider_error", next: "unknown" } });
});

it("does not know what was charged once the line is lost after sending", async () => {
  const cut = await against((request) => request.socket.resetAndDestroy());
  expect(cut).toMatchObject({ calls: 1, result: { ok: false, refusal: { code: "line_lost", next: "unknown" } } });
  const half = await against((request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-8" });
    response.write('{"choices":[', () => request.socket.resetAndDestroy());
  });
  expect(half.result).toMatchObject({ openrouterId: "gen-8", refusal: { code: "line_lost", next: "unknown" } });
  const never = await callText(call({ baseUrl: "http://127.0.0.1:9" }));
  expect(never).toMatchObject({ refusal: { code: "unreachable", next: "fail" } });
});

it("takes neither silence nor a page nor a book for an answer", async () => {
  const silent = {
    id: "gen-7",
    choices: [{ message: { content: "" }, finish_reason: "stop" }],
    usage: { cost: 0.001 },
  };
  expect((await against(json(200, silent))).result).toMatchObject({
    cost: 0.001,
    refusal: { code: "no_text", next: "fail" },
  });
  const page = await against((_request, response) => response.end("<html></html>"));
  expect(page.result).toMatchObject({ refusal: { code: "unreadable", next: "unknown" } });
  const book = await against(json(200, { choices: [{ message: { content: "x".repeat(2_000_000) } }] }));
  expect(book.result).toMatchObject({ refusal: { code: "line_lost", next: "unknown" } });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { type Desk, KEY, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const TOKEN = "a-token-for-the-metrics";
const PROMPT = "a canary in the coal mine";
const MODEL = "bytedance-seed/seedream-4.5";

let upstream: ScriptedUpstream;
let desk: Desk;
let ask: (authorization?: string) => Promise<Response>;

beforeAll(async () => {
  upstream = await serveScripted();
  process.env.PROOFSHEET_METRICS_TOKEN = TOKEN;
  desk = await openDesk(upstream.url);
  const { GET } = await import("@/app/api/metrics/route");
  ask = (authorization) =>
    GET(new Request("http://127.0.0.1/api/metrics", authorization === undefined ? {} : { headers: { authorization } }));
});

afterAll(async () => {
  await desk?.close();
  await upstream?.close();
});

it.each([undefined, "", "Bearer", `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])("is closed to %s", async (given) => {
  const response = await ask(given);
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain("proofsheet_");
});

it("tells of jobs, outcomes, money and times, and of no person, prompt or id", async () => {
  upstream.images = upstream.sandbox;
  const made = await desk.run(MODEL, PROMPT);
  upstream.images = (request) => request.socket.resetAndDestroy();
  const lost = await desk.run(MODEL, PROMPT);
  const response = await ask(`Bearer ${TOKEN}`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await response.text();
  const value = (metric: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${metric} `))
        ?.split(" ")[1],
    );
  expect(value('proofsheet_generations{state="succeeded"}')).toBe(1);
  expect(value('proofsheet_generations{state="unknown"}')).toBe(1);
  expect(value('proofsheet_attempts_total{outcome="succeeded"}')).toBe(1);
  expect(value('proofsheet_attempts_total{outcome="line_lost"}')).toBe(1);
  expect(value(`proofsheet_spent_usd_total{model="${MODEL}",delivered="yes",sandbox="no"}`)).toBeCloseTo(
    Number(made.cost) / 1e9,
    9,
  );
  expect(value("proofsheet_reserved_usd")).toBeCloseTo(Number(lost.reserved) / 1e9, 9);
  expect(value("proofsheet_picture_seconds_count")).toBe(1);
  expect(value("proofsheet_headers_seconds_count")).toBe(1);
  expect(value("proofsheet_queue_wait_seconds_count")).toBe(2);
  expect(value("proofsheet_landed_bytes_total")).toBeGreaterThan(1000);
  expect(value("proofsheet_free_bytes")).toBeGreaterThan(0);
  expect(value("proofsheet_nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  for (const secret of [PROMPT, KEY, TOKEN, made.id, made.userId, made.attempts[0]?.id ?? ""]) {
    expect(text).not.toContain(secret);
  }
  // Asked again it is the same, not twice as much.
  expect(await (await ask(`Bearer ${TOKEN}`)).text()).toContain('proofsheet_attempts_total{outcome="succeeded"} 1\n');
}, 60_000);

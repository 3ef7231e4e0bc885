import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Desk, KEY, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const PROMPT = "a canary in the coal mine";

let upstream: ScriptedUpstream;
let desk: Desk;
const written: string[] = [];

beforeAll(async () => {
  upstream = await serveScripted();
  process.env.PROOFSHEET_LOG_LEVEL = "info";
  process.env.AUTH_SECRET = "a-canary-that-signs-all-the-sessions";
  desk = await openDesk(upstream.url);
  vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await desk?.close();
  await upstream?.close();
});

const eventsOf = (attempt: string | undefined) =>
  written.map((line) => JSON.parse(line)).filter((line) => line.attempt === attempt);

it("follows a paid call from claim to settlement, with its cost", async () => {
  upstream.images = upstream.sandbox;
  const row = await desk.run("bytedance-seed/seedream-4.5", PROMPT);
  expect(row.errorMessage).toBeNull();
  const events = eventsOf(row.attempts[0]?.id);
  expect(events.map(({ event }) => event)).toEqual([
    "press.claimed",
    "press.sent",
    "press.headers",
    "press.received",
    "press.settled",
  ]);
  expect(events.at(-1)).toMatchObject({ outcome: "succeeded", charged: "yes", costUsd: Number(row.cost) / 1e9 });
}, 60_000);

it("holds no key, no secret and no prompt, whatever goes wrong", async () => {
  const echo = `${KEY} ${process.env.AUTH_SECRET} ${PROMPT}`;
  const faults: ScriptedUpstream["images"][] = [
    (request) => request.socket.resetAndDestroy(),
    (_request, response) => response.writeHead(500, { "content-type": "text/html" }).end(`<p>${echo}</p>`),
    (_request, response) =>
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: echo } })),
    (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end(`{"data":[${echo}`),
    (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json", "content-length": "90000" })
        .write(`{"${echo}`, () => response.socket?.resetAndDestroy()),
  ];
  for (const fault of faults) {
    upstream.images = fault;
    const row = await desk.run("bytedance-seed/seedream-4.5", PROMPT);
    expect(eventsOf(row.attempts[0]?.id).at(-1)).toMatchObject({ event: "press.settled", outcome: row.errorCode });
  }
  // A verb that fails in the database quotes what it was called with.
  const { db } = await import("@/lib/db");
  const { log } = await import("@/lib/log");
  for (const broken of [{ id: 1 }, { prompt: PROMPT, nonsense: 1 }]) {
    await db()
      .generation.create({ data: broken as never })
      .catch((error) => log.error("test.failed", { error }));
  }
  expect(written.join("")).toContain("test.failed");
  for (const secret of [KEY, process.env.AUTH_SECRET ?? "", PROMPT]) expect(written.join("")).not.toContain(secret);
}, 60_000);

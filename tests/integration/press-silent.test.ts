import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Desk, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const CALLS = 16;
// The disk and both processors may be busy with the other test files.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
// Ten minutes otherwise.
vi.mock("@/lib/press/schedule", async (load) => ({ ...(await load<object>()), HEADERS_MS: 2_000 }));

let upstream: ScriptedUpstream;
let desk: Desk;

beforeAll(async () => {
  upstream = await serveScripted();
  process.env.PROOFSHEET_CALLS = String(CALLS);
  desk = await openDesk(upstream.url);
});

afterAll(async () => {
  const { stopPress } = await import("@/lib/press/loop");
  await stopPress(0);
  await desk.close();
  await upstream.close();
});

it("calls that are never answered give their slots back, are unknown and never sent again; the one behind them runs [A22]", async () => {
  const { startPress } = await import("@/lib/press/loop");
  upstream.images = (request, response) => {
    if (upstream.bodies.at(-1)?.includes("patience")) upstream.sandbox(request, response);
  };
  const silent: string[] = [];
  for (let no = 0; no < CALLS; no++) silent.push(await desk.accept("google/gemini-3.1-flash-image", `silence ${no}`));
  const behind = await desk.accept("google/gemini-3.1-flash-image", "patience");
  startPress();
  await expect.poll(async () => (await desk.row(behind)).status, { timeout: 60_000 }).toBe("succeeded");
  for (const id of silent) {
    await expect
      .poll(async () => await desk.row(id), { timeout: 60_000 })
      .toMatchObject({ status: "unknown", charged: "unknown" });
  }
  expect(upstream.bodies).toHaveLength(CALLS + 1);
  expect(upstream.bodies.at(-1)).toContain("patience");
});

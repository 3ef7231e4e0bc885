import { renameSync } from "node:fs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Library, makeLibrary } from "../support/library";

let library: Library;
let ask: () => Promise<Response>;
let press: typeof import("@/lib/press/loop");

beforeAll(async () => {
  library = await makeLibrary();
  press = await import("@/lib/press/loop");
  ask = (await import("@/app/api/health/route")).GET;
});

afterAll(async () => {
  await press?.stopPress(0);
  await library?.close();
});

it("is unavailable while the press does not run", async () => {
  const response = await ask();
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    status: "unavailable",
    reason: "The paid path is not ready: the press is not running.",
  });
});

it("is ok when database, data folder and press are ready", async () => {
  press.startPress();
  const response = await ask();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
});

it("is unavailable when the data folder is gone, and says where to look without saying where it was", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await press.stopPress(0);
  renameSync(library.dataDir, `${library.dataDir}-away`);
  try {
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: "unavailable",
      reason: "The data folder cannot be written to.",
    });
    expect(log.mock.calls.join()).toContain("health.failed");
  } finally {
    renameSync(`${library.dataDir}-away`, library.dataDir);
    log.mockRestore();
  }
});

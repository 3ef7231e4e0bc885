import { renameSync } from "node:fs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Library, makeLibrary } from "../support/library";

let library: Library;
let health: () => Response;
let ready: () => Promise<Response>;
let press: typeof import("@/lib/press/loop");

beforeAll(async () => {
  library = await makeLibrary();
  press = await import("@/lib/press/loop");
  health = (await import("@/app/api/health/route")).GET;
  ready = (await import("@/app/api/ready/route")).GET;
});

afterAll(async () => {
  await press?.stopPress(0);
  await library?.close();
});

const unavailable = (reason: string) => ({ status: "unavailable", reason });

it("is well, but not ready, while the press does not run yet", async () => {
  expect(health().status).toBe(200);
  const response = await ready();
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual(unavailable("The paid path is not ready: the press is not running."));
});

it("is well and ready when database, data folder and press are", async () => {
  press.startPress();
  for (const response of [health(), await ready()]) {
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  }
});

it("is not ready when the data folder is gone, which a new start would not mend, and says so without its path", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  renameSync(library.dataDir, `${library.dataDir}-away`);
  try {
    const response = await ready();
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual(unavailable("The data folder cannot be written to."));
    expect(health().status).toBe(200);
    expect(log.mock.calls.join()).toContain("ready.failed");
  } finally {
    renameSync(`${library.dataDir}-away`, library.dataDir);
    log.mockRestore();
  }
});

it("is not ready when the disk has no room for another answer, and goes on living", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { FREE_MIN_BYTES } = await import("@/lib/press/spool");
  const fs = await import("@/lib/data-folder");
  const free = vi.spyOn(fs, "freeBytes").mockReturnValue(FREE_MIN_BYTES - 1);
  try {
    const response = await ready();
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual(unavailable("The disk of the data folder is nearly full."));
    expect(health().status).toBe(200);
  } finally {
    free.mockRestore();
    log.mockRestore();
  }
});

it("is well and not ready once it was asked to end", async () => {
  const { closing } = await import("@/lib/closing");
  closing().abort();
  expect(health().status).toBe(200);
  expect(await (await ready()).json()).toEqual(unavailable("The server is stopping."));
});

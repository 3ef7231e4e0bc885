import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;

let countTry: typeof import("@/lib/auth/throttle").countTry;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  ({ countTry } = await import("@/lib/auth/throttle"));
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tries until one is refused; how many were not. */
async function triesLeft(email: string, address: string): Promise<number> {
  for (let tries = 0; ; tries++) {
    try {
      await countTry(email, address);
    } catch (error) {
      expect(error).toMatchObject({ code: "throttled" });
      return tries;
    }
  }
}

describe("guessing passwords", () => {
  it("is stopped after five tries for an account from one address", async () => {
    expect(await triesLeft("me@example.com", "192.0.2.1")).toBe(5);
  });

  it("is stopped as soon when all tries come at once", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => countTry("me@example.com", "192.0.2.1")));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(5);
  });

  it("waits twice as long after each further try, an hour at most", async () => {
    await triesLeft("me@example.com", "192.0.2.1");
    for (const seconds of [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      vi.advanceTimersByTime((seconds - 1) * SECOND);
      expect(await triesLeft("me@example.com", "192.0.2.1"), `${seconds - 1} s`).toBe(0);
      vi.advanceTimersByTime(SECOND);
      expect(await triesLeft("me@example.com", "192.0.2.1"), `${seconds} s`).toBe(1);
    }
  });

  it("says how long to wait", async () => {
    await triesLeft("me@example.com", "192.0.2.1");
    await expect(countTry("me@example.com", "192.0.2.1")).rejects.toThrow("Wait 15 seconds");
  });

  it("from one address does not keep the owner out at another", async () => {
    await triesLeft("me@example.com", "192.0.2.1");
    expect(await triesLeft("me@example.com", "192.0.2.2")).toBe(5);
  });

  it("of many accounts from one address is stopped after fifty tries an hour", async () => {
    for (let i = 0; i < 50; i++) await countTry(`${i}@example.com`, "192.0.2.1");
    expect(await triesLeft("me@example.com", "192.0.2.1")).toBe(0);
    vi.advanceTimersByTime(HOUR);
    expect(await triesLeft("me@example.com", "192.0.2.1")).toBe(5);
  });

  it("from everywhere is stopped after a thousand tries an hour", async () => {
    for (let i = 0; i < 1_000; i++) await countTry("me@example.com", `192.0.2.${i}`);
    expect(await triesLeft("you@example.com", "198.51.100.1")).toBe(0);
  });
});

it("Somebody who signs in again and again is never made to wait", async () => {
  for (let i = 0; i < 100; i++) {
    const { forgive } = await countTry("me@example.com", "192.0.2.1");
    await forgive();
  }
  expect(await triesLeft("me@example.com", "192.0.2.1")).toBe(5);
});

it("The right password ends the waiting that wrong ones began", async () => {
  for (let i = 0; i < 4; i++) await countTry("me@example.com", "192.0.2.1");
  const { forgive } = await countTry("me@example.com", "192.0.2.1");
  await forgive();
  expect(await triesLeft("me@example.com", "192.0.2.1")).toBe(5);
});

import { afterEach, expect, vi } from "vitest";

// Noise hides the line that matters: a test that expects a warning or an error spies on it and says so.
const methods = ["error", "warn"] as const;
const spies = methods.map((method) => vi.spyOn(console, method));

afterEach(() => {
  const noise = spies.flatMap((spy) => spy.mock.calls.map((call) => call.map(String).join(" ")));
  for (const spy of spies) spy.mockClear();
  expect(noise, "unexpected console output").toEqual([]);
});

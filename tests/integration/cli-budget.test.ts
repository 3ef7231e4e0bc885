import { afterAll, beforeAll, expect, it } from "vitest";
import { type Library, makeLibrary } from "../support/library";

let library: Library;
const said: string[] = [];

beforeAll(async () => {
  library = await makeLibrary();
});

afterAll(() => library?.close());

async function proofsheet(...args: string[]): Promise<string> {
  const { run } = await import("@/lib/cli/run");
  said.length = 0;
  const say = (line: string) => void said.push(line);
  await run(args, { folder: "/", out: say, say, stdin: process.stdin, width: null, colors: false, screen: null });
  return said.join("\n");
}

it("sets, shows and clears budgets", async () => {
  expect(await proofsheet("budget", "list")).toBe("No budget is set.");
  expect(await proofsheet("budget", "set", "20")).toBe("the studio: $20.00 a month (UTC).");
  expect(await proofsheet("budget", "set", "2.50", "--period", "day", "--key")).toBe(
    "the studio's key: $2.50 a day (UTC).",
  );
  expect(await proofsheet("budget", "set", "30")).toContain("$30.00");
  expect(JSON.parse(await proofsheet("budget", "list", "--json"))).toMatchObject([
    { scope: "instance", email: null, period: "month", amount_usd: 30, spent_usd: 0, reserved_usd: 0, left_usd: 30 },
    { scope: "key", email: null, period: "day", amount_usd: 2.5 },
  ]);
  expect(await proofsheet("budget", "list")).toMatch(/^WHOSE.*\nthe studio +month +\$30\.00/);
  await proofsheet("budget", "clear");
  await expect(proofsheet("budget", "clear")).rejects.toThrow("There is no such budget.");
});

it.each(["x", "-1", "1e3", ""])("refuses the amount %j", async (amount) => {
  await expect(proofsheet("budget", "set", "--", amount)).rejects.toThrow("US dollars");
});

it("refuses a budget for nobody", async () => {
  await expect(proofsheet("budget", "set", "5", "--person", "nobody@people.example")).rejects.toThrow("no account");
});

import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { test as base, expect } from "@/tests/support/browser";
import { makePerson, signIn } from "@/tests/support/person";
import { Server } from "@/tests/support/server";

/** A studio whose key is refused by its OpenRouter, a sandbox of the test's. */
const test = base.extend<object, { openrouter: Sandbox }>({
  openrouter: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const openrouter = await serveSandbox({ latency: "none", key: "sk-or-v1-another-key" });
      await use(openrouter);
      await openrouter.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ openrouter }, use) => {
      const server = await Server.start({
        OPENROUTER_BASE_URL: openrouter.url,
        OPENROUTER_API_KEY: "sk-or-v1-refused-key",
      });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test("all that waits for a refused key is told once, on every page, and tried again by keyboard [A1]", async ({
  page,
  person,
  server,
  openrouter,
}) => {
  for (const count of [1, 2]) {
    await page.getByRole("textbox", { name: /prompt/i }).fill(`lighthouse ${count}`);
    await page.getByRole("button", { name: /^Generate/ }).click();
    await expect(page.getByText(count === 1 ? "1 generation is paused:" : "2 generations are paused:")).toBeVisible();
  }
  await page.goto("/gallery");
  const told = page.getByText("2 generations are paused:");
  await expect(told, person.email).toBeVisible();
  await expect(page.getByText("Nothing was sent and nothing was charged.")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  // A member is told of their own jobs alone.
  const other = await page.context().browser()?.newContext({ baseURL: server.origin });
  const member = await other?.newPage();
  if (!member) throw new Error("There is no browser.");
  await signIn(member, await makePerson(server), server.origin);
  await expect(member.getByText("paused:")).toHaveCount(0);
  await other?.close();

  const button = page.getByRole("button", { name: "Try all of them now" });
  await button.focus();
  await page.keyboard.press("Enter");
  // Asked about again for nothing, and refused again.
  await expect(told).toBeVisible();
  expect(openrouter.ledger).toEqual([]);
});

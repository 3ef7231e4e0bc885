import type { Page } from "@playwright/test";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { test as base, expect } from "@/tests/support/browser";
import { sets } from "@/tests/support/composer";
import type { Person } from "@/tests/support/person";
import { Server } from "@/tests/support/server";

/** A studio with a key that pays at a sandbox of the test's. */
const test = base.extend<object, { openrouter: Sandbox }>({
  openrouter: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const openrouter = await serveSandbox({ latency: "none" });
      await use(openrouter);
      await openrouter.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ openrouter }, use) => {
      const variables = { OPENROUTER_BASE_URL: openrouter.url, OPENROUTER_API_KEY: "sk-or-v1-usage0123456789abcdef" };
      const server = await Server.start(variables);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** Loses a picture that OpenRouter charges; the command line ends with a failure, as it should. */
async function losePicture(server: Server, { email }: Person, prompt: string, route = "chat"): Promise<void> {
  const model = ["--model", "google/gemini-3.1-flash-image", "--resolution", "512", "--route", route];
  const lost = server.cli(["generate", `${prompt} [fault:billed-then-reset]`, ...model, "--as", email]);
  await expect(lost).rejects.toThrow(/OpenRouter may or may not have charged ≈ \$0\.0/);
}

const tile = (page: Page, prompt: string) => sets(page).filter({ hasText: prompt }).getByRole("listitem");
const charged = /OpenRouter reports: charged \$0\.0\d+, image not delivered\./;

test.describe.configure({ timeout: 120_000 });

test("what was paid and did not come is told, and fetched for nothing", async ({
  page,
  server,
  person,
  openrouter,
}) => {
  await losePicture(server, person, "A lighthouse to fetch");
  await page.goto("/studio");
  const lost = tile(page, "A lighthouse to fetch");
  // The look-up comes by itself.
  await expect(lost).toContainText(charged, { timeout: 40_000 });
  await expect(lost).toContainText(/normally free; if OpenRouter no longer has it, this costs ≈ \$0\.0[\d.–]+ again/);
  await expect(lost).toContainText(/gen-\d+-\w+/);
  await expect(lost.getByRole("button", { name: "Copy the generation id" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto("/usage");
  await expect(page.getByRole("main")).toContainText("A lighthouse to fetch");
  await expect(page.getByText("Charged by OpenRouter, and nothing came.").locator("..")).toContainText(/\$0\.0\d/);

  await page.goto("/studio");
  const paid = openrouter.ledger.filter((line) => line.charged).length;
  await lost.getByRole("button", { name: "Fetch paid result" }).dblclick();
  await expect(lost.getByRole("link").getByRole("img")).toBeVisible({ timeout: 30_000 });
  expect(openrouter.ledger.filter((line) => line.charged)).toHaveLength(paid);

  await page.goto("/usage");
  await expect(page.getByText("Charged by OpenRouter, and nothing came.").locator("..")).toContainText(
    "Not delivered$0Charged",
  );
  await expect(page.getByRole("heading", { name: "Open" })).toHaveCount(0);
});

test("generating it again asks once, by keyboard, and the old card stays until it is dismissed", async ({
  page,
  server,
  person,
}) => {
  await losePicture(server, person, "A lighthouse again");
  await page.goto("/studio");
  const lost = tile(page, "A lighthouse again");
  await expect(lost).toContainText(charged, { timeout: 40_000 });

  const again = lost.getByRole("button", { name: "Generate again — pays again" });
  await again.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /pay twice/ });
  await expect(dialog).toContainText(
    /The first request was charged \$0\.0\d+\. Generating it again costs about \$0\.0/,
  );
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(sets(page)).toHaveCount(1);

  // A press shows its effect at once: what comes later must not be taken for its answer.
  const answered = () => page.waitForResponse((response) => "next-action" in response.request().headers());
  await again.press("Enter");
  const accepted = answered();
  await dialog.getByRole("button", { name: "Generate again" }).click();
  await expect(sets(page)).toHaveCount(2);
  await accepted;
  await expect(sets(page).nth(1).getByRole("listitem")).toContainText("Generated again");

  const dismiss = sets(page).nth(1).getByRole("button", { name: "Dismiss" });
  await dismiss.focus();
  // A reload must not overtake the request.
  const dismissed = answered();
  await page.keyboard.press("Enter");
  await expect(sets(page)).toHaveCount(1);
  await dismissed;
  await page.reload();
  await expect(sets(page)).toHaveCount(1);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test(`usage has no accessibility violations in ${colorScheme}, empty and with losses, and fits a phone`, async ({
      page,
      server,
      person,
    }) => {
      await page.goto("/usage");
      await expect(page.getByText("Nothing was spent yet.")).toBeVisible();
      expect(await accessibilityProblems(page), "empty").toEqual([]);
      await losePicture(server, person, `A ${colorScheme} lighthouse`, "images");
      await page.reload();
      await expect(page.getByRole("heading", { name: "Open" })).toBeVisible();
      expect(await accessibilityProblems(page), "with losses").toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      // The Image API's answers are kept nowhere.
      await expect(page.getByRole("button", { name: "Fetch paid result" })).toHaveCount(0);
    });
  });
}

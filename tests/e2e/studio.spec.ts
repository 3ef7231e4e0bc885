import type { Page } from "@playwright/test";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { expect, test } from "@/tests/support/browser";
import { choose, generate, prompt, sets } from "@/tests/support/composer";

/** The presses of Generate that reach the server. */
function countSubmissions(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.headers()["next-action"]) count++;
  });
  return () => count;
}

// Everybody here has an account of their own and has signed in to an empty studio.
test.beforeEach(async ({ page, person }) => {
  await expect(prompt(page), person.email).toBeEditable();
});

test("somebody compares two models on one prompt and sees what each cost, took and delivered", async ({ page }) => {
  await choose(page, "FLUX.2 Pro", "Recraft V4.1 Flash");
  await page.getByRole("button", { name: "Aspect ratio" }).click();
  await page.getByRole("radio", { name: /^16:9/ }).press("Space");
  await page.keyboard.press("Escape");
  await prompt(page).fill("Two lamps on a shelf");
  await generate(page).click();

  const set = sets(page).first();
  await expect(set).toContainText("Two lamps on a shelf");
  await expect(set.getByRole("link")).toHaveCount(2);
  await expect(set).toContainText("FLUX.2 Pro");
  await expect(set).toContainText("Recraft V4.1 Flash");
  await expect(set.getByText(/^\$0\.\d+$/)).toHaveCount(2);
  await expect(set.getByText(/^\d+×\d+$/)).toHaveCount(2);
  await expect(set.getByText(/^\d+\.\d s$/)).toHaveCount(2);
  await expect(set.getByText("not 16:9")).toHaveCount(0);
  await expect(prompt(page)).toHaveValue("");
});

test("a double click is one wish", async ({ page }) => {
  const submissions = countSubmissions(page);
  await prompt(page).fill("One lamp, once");
  await generate(page).dblclick();
  await expect(sets(page).filter({ hasText: "One lamp, once" })).toHaveCount(1);
  await expect(prompt(page)).toHaveValue("");
  expect(submissions()).toBe(1);
});

test("a reload in the middle of a generation goes on following it", async ({ page }) => {
  await prompt(page).fill("A lamp over a reload");
  await prompt(page).press("ControlOrMeta+Enter");
  await expect(prompt(page)).toHaveValue("");
  await page.reload();
  const set = sets(page).filter({ hasText: "A lamp over a reload" });
  await expect(set.getByRole("link")).toHaveCount(1);
});

test("what stands in the composer survives a reload", async ({ page }) => {
  await choose(page, "Recraft V4.1 Flash");
  await prompt(page).fill("A lamp to be written on");
  await page.reload();
  await expect(prompt(page)).toHaveValue("A lamp to be written on");
  await expect(page.getByRole("button", { name: "Models" })).toContainText("Recraft V4.1 Flash");
});

test("two tabs share what stands in the composer, and neither overwrites the other's words", async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await other.goto("/gallery");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await prompt(page).fill("A lamp in the first tab");
  await other.getByRole("link", { name: "Studio", exact: true }).click();
  await expect(prompt(other)).toHaveValue("A lamp in the first tab");
  await prompt(other).fill("A lamp in the second tab");
  await expect(prompt(page)).toHaveValue("A lamp in the second tab");
});

test("a prompt that is too long is refused before anything is sent, and stays", async ({ page }) => {
  const submissions = countSubmissions(page);
  await prompt(page).fill("x".repeat(20_001));
  await generate(page).click();
  const alert = page.getByRole("region", { name: "Composer" }).getByRole("alert");
  await expect(alert).toContainText("The prompt is longer than 20,000 characters.");
  expect(await prompt(page).inputValue()).toHaveLength(20_001);
  await prompt(page).fill("");
  await generate(page).click();
  await expect(alert).toContainText("Write a prompt first.");
  await expect(prompt(page)).toBeFocused();
  expect(submissions()).toBe(0);
});

test("a refusal says that it cost nothing and gives the settings back", async ({ page }) => {
  await prompt(page).fill("A forbidden lamp [fault:moderation]");
  await generate(page).click();
  const set = sets(page).filter({ hasText: "A forbidden lamp" });
  await expect(set).toContainText("Refused by the provider");
  await expect(set).toContainText("Nothing was charged.");
  await set.getByRole("listitem").getByRole("button", { name: "Reuse settings" }).click();
  await expect(prompt(page)).toHaveValue("A forbidden lamp [fault:moderation]");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(prompt(page)).toHaveValue("");
  await set.getByRole("button", { name: "Dismiss" }).click();
  await expect(set).toHaveCount(0);
});

test("a control that the chosen model lacks is named, with the reason", async ({ page }) => {
  await choose(page, "Recraft V4.1 Flash");
  await page.getByRole("button", { name: "More settings" }).click();
  await expect(page.getByRole("dialog", { name: "More settings" })).toContainText(
    /Recraft V4\.1 Flash takes no quality, .*and scoring rubric\./,
  );
});

test("a model that cannot do what was set says what it goes without, and going back brings it back", async ({
  page,
}) => {
  await choose(page, "FLUX.2 Pro");
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByLabel("Seed").fill("42");
  await page.keyboard.press("Escape");
  await choose(page, "GPT Image 2");
  await expect(page.getByText("goes without seed 42")).toBeVisible();
  await choose(page, "FLUX.2 Pro");
  await expect(page.getByText("goes without")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "More settings" })).toContainText("seed 42");
});

test.describe("with a file that is no picture", () => {
  test.use({ expected: [/api\/references|status of 400/] });

  test("a file that is no picture is refused by name, a picture becomes Image 1", async ({ page }) => {
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await page.getByLabel("Add reference images").setInputFiles([
      { name: "lamp.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") },
      { name: "fake.png", mimeType: "image/png", buffer: Buffer.from("not a picture") },
    ]);
    await expect(page.getByAltText("Image 1")).toBeVisible();
    await expect(page.getByText(/^fake\.png: /)).toBeVisible();
    await page.getByRole("button", { name: "Dismiss fake.png" }).click();
    await page.getByRole("button", { name: "Remove Image 1" }).click();
    await expect(page.getByRole("list", { name: "Reference images" })).toHaveCount(0);
  });
});

test("everything can be done by keyboard alone", async ({ page }) => {
  await prompt(page).focus();
  await page.keyboard.type("A lamp by keyboard");
  await page.getByRole("button", { name: "Models" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("recraft v4.1 flash");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Models" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Models" })).toContainText("2 models");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { checked: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Aspect ratio" })).toBeHidden();
  await prompt(page).press("ControlOrMeta+Enter");
  await expect(sets(page).filter({ hasText: "A lamp by keyboard" })).toHaveCount(1);
  // The prompt stays until the server has accepted it; only an empty one recalls the last.
  await expect(prompt(page)).toHaveValue("");
  // The server has taken it: the prompt is free for the next one.
  await expect(prompt(page)).toHaveValue("");
  await prompt(page).press("ArrowUp");
  await expect(prompt(page)).toHaveValue("A lamp by keyboard");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test(`every panel of the composer is accessible in ${colorScheme} at ${width} pixels`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      for (const panel of ["Models", "Aspect ratio", "Pictures of each model", "More settings"]) {
        await page.getByRole("button", { name: panel }).click();
        await expect(page.getByRole("dialog", { name: panel })).toBeVisible();
        expect(await accessibilityProblems(page), panel).toEqual([]);
        await page.keyboard.press("Escape");
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }
}

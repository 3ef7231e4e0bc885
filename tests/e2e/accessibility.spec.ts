import type { Page } from "@playwright/test";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { expect, test } from "@/tests/support/browser";
import { makePictures } from "@/tests/support/person";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test(`the pages before signing in have no accessibility violations in ${colorScheme}`, async ({ page, server }) => {
      for (const path of ["/sign-in", "/setup", new URL(server.link).pathname + new URL(server.link).search]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(await accessibilityProblems(page), path).toEqual([]);
      }
    });

    test(`every screen has no accessibility violations in ${colorScheme}, empty and with pictures`, async ({
      page,
      server,
      person,
    }) => {
      for (const path of ["/studio", "/gallery", "/settings"]) {
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await accessibilityProblems(page), `${path}, empty`).toEqual([]);
      }
      const { generations } = await makePictures(server, person, "a field of poppies", "--count", "3");
      for (const path of ["/studio", "/gallery", `/gallery/${generations[0]?.images[0]?.id}`]) {
        await page.goto(path);
        await expect(page.getByRole("img", { name: /a field of poppies/ }).first()).toBeVisible();
        expect(await accessibilityProblems(page), `${path}, with pictures`).toEqual([]);
      }
    });
  });
}

test("somebody without a mouse makes a picture, looks at it large and comes back", async ({ page, person }) => {
  await page.goto("/studio");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await tabTo(page, prompt);
  await page.keyboard.type("a stone bridge");
  await page.keyboard.press("Control+Enter");
  const picture = page.getByRole("link", { name: /a stone bridge/ }).first();
  await expect(picture.getByRole("img")).toBeVisible();

  await tabTo(page, page.getByRole("link", { name: "Gallery" }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/gallery");
  await tabTo(page, picture);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await accessibilityProblems(page), person.email).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(picture).toBeFocused();
});

/** Presses Tab until the element has the focus; fails when a round of the page does not reach it. */
async function tabTo(page: Page, target: ReturnType<Page["locator"]>): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not get there.");
}

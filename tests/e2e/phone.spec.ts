import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/browser";
import { makePictures } from "@/tests/support/person";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 });

/** Pixels that the page is wider than the phone. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test("somebody on a phone makes a picture, opens it, and finds it in the gallery", async ({ page, person }) => {
  await page.goto("/studio");
  await page.getByRole("textbox", { name: "Prompt" }).fill("a kite over dunes");
  await page.getByRole("button", { name: /^Generate/ }).tap();
  const picture = page.getByRole("link", { name: /a kite over dunes/ }).first();
  await expect(picture.getByRole("img")).toBeVisible();
  expect(await overflow(page), person.email).toBe(0);

  await picture.tap();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await overflow(page)).toBe(0);

  await page.goto("/gallery");
  await expect(page.getByRole("img", { name: /a kite over dunes/ }).first()).toBeVisible();
  expect(await overflow(page)).toBe(0);
});

test("no screen is wider than a phone, and everything to press is large enough for a finger", async ({
  page,
  server,
  person,
}) => {
  const { generations } = await makePictures(
    server,
    person,
    "a very long word: Donaudampfschifffahrtsgesellschaftskapitän",
    "--count",
    "2",
  );
  for (const path of ["/studio", "/gallery", `/gallery/${generations[0]?.images[0]?.id}`, "/settings"]) {
    await page.goto(path);
    await expect(page.getByRole("button").first()).toBeVisible();
    expect(await overflow(page), path).toBe(0);
    expect(await tooSmall(page), path).toEqual([]);
  }
});

/** What WCAG 2.2's target size (24 × 24 CSS pixels) refuses among the visible controls. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select")]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((element) => !element.closest("p, label, .sr-only") && !element.classList.contains("sr-only"))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && (width < 24 || height < 24);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

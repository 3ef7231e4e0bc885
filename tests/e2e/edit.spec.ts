import type { Page } from "@playwright/test";
import sharp from "sharp";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { expect, test } from "@/tests/support/browser";
import { makePictures, type Person } from "@/tests/support/person";
import type { Server } from "@/tests/support/server";

// Chromium's hint is about the test's own looks at the canvas.
test.use({ expected: [/willReadFrequently/] });

const lightbox = (page: Page) => page.getByRole("dialog", { name: "Picture" });
const instruction = (page: Page) => page.getByRole("textbox", { name: "What is to change" });
const generate = (page: Page) => lightbox(page).getByRole("button", { name: /^Generate/ });
const version = (page: Page, number: number) =>
  lightbox(page).getByRole("button", { name: `Version ${number}`, exact: true });
const versions = (page: Page) => lightbox(page).getByRole("region", { name: "Versions" }).getByRole("list").first();
const area = (page: Page) => page.getByRole("application", { name: "Area to change" });

/** A picture of the person's, open in the lightbox. Returns its id. */
async function openPicture(page: Page, server: Server, person: Person): Promise<string> {
  const { generations } = await makePictures(server, person, "A lamp on a shelf", "--ratio", "3:2");
  const id = generations[0]?.images[0]?.id ?? "";
  await page.goto("/gallery");
  await page.locator(`a[href="/gallery/${id}"]`).click();
  await expect(lightbox(page).getByRole("region", { name: "Prompt" })).toBeVisible();
  return id;
}

/** Paints across the middle of the picture with the mouse. */
async function paint(page: Page) {
  const box = await area(page).boundingBox();
  if (!box) throw new Error("There is nothing to paint on.");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.4, 0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.5), { steps: 6 });
  await page.mouse.up();
}

/** Pixels of the canvas that are painted. */
const paintedPixels = (page: Page) =>
  area(page)
    .locator("canvas")
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let painted = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at] === 255) painted++;
      return painted;
    });

test("somebody edits a picture twice with the mouse and branches from an older version", async ({
  page,
  server,
  person,
}) => {
  const root = await openPicture(page, server, person);
  await lightbox(page).getByRole("button", { name: /^Edit/ }).click();
  await instruction(page).fill("Make it dusk");
  await generate(page).click();
  await expect(version(page, 2)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });
  await expect(instruction(page)).toHaveValue("");
  const dusk = page.url();
  expect(dusk).not.toContain(root);

  await instruction(page).fill("Add a moon");
  await generate(page).click();
  await expect(version(page, 3)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });

  await versions(page)
    .getByRole("listitem")
    .filter({ hasText: "A lamp on a shelf" })
    .getByRole("button", { name: "Edit from here" })
    .click();
  await expect(page).toHaveURL(new RegExp(root));
  await expect(instruction(page)).toBeFocused();
  await instruction(page).fill("Make it noon");
  await generate(page).click();
  await expect(version(page, 4)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });
  await expect(versions(page)).toContainText("from version 1");

  await version(page, 2).click();
  await expect(page).toHaveURL(dusk);
  await lightbox(page).getByRole("button", { name: "Done editing (Esc)" }).click();
  const lineage = lightbox(page).getByRole("region", { name: "Lineage" });
  await expect(lineage.getByRole("button", { name: "Edit 1 of it, by" })).toHaveCount(1);
  await lineage.getByRole("button", { name: "The picture it was made of" }).click();
  await expect(page).toHaveURL(new RegExp(root));
  await expect(lineage.getByRole("button", { name: /^Edit \d of it/ })).toHaveCount(2);

  await page.goto("/studio");
  const set = page.getByRole("article", { name: "Make it dusk" });
  await set.getByRole("link", { name: "Edit of the earlier one" }).click();
  await expect(page).toHaveURL(new RegExp(`/gallery/${root}`));
});

test("the area that was painted is all that changes", async ({ page, server, person }) => {
  const root = await openPicture(page, server, person);
  await page.keyboard.press("e");
  await lightbox(page).getByRole("button", { name: "Paint the area that is to change" }).click();
  await paint(page);
  const once = await paintedPixels(page);
  expect(once).toBeGreaterThan(1_000);
  await lightbox(page).getByRole("button", { name: "Invert" }).click();
  expect(await paintedPixels(page)).toBeGreaterThan(once);
  await page.keyboard.press("Control+z");
  expect(await paintedPixels(page)).toBe(once);
  await lightbox(page).getByRole("button", { name: "Clear" }).click();
  expect(await paintedPixels(page)).toBe(0);
  await page.keyboard.press("Control+z");
  await lightbox(page).getByRole("button", { name: "Done", exact: true }).click();
  await expect(lightbox(page).getByText("Area painted")).toBeVisible();
  await instruction(page).fill("A red balloon");
  await generate(page).click();
  await expect(version(page, 2)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });
  await expect(lightbox(page).getByText("Area painted")).toHaveCount(0);

  const bytes = async (path: string) => (await page.request.get(path)).body();
  const made = page.url().split("/").at(-1);
  const read = async (path: string) =>
    sharp(await bytes(path))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  const before = await read(`/api/images/${root}/file`);
  const after = await read(`/api/images/${made}/file`);
  const { width, height } = before.info;
  expect(after.info).toMatchObject({ width, height });
  const top = width * 3 * Math.floor(height / 4);
  expect(after.data.subarray(0, top).equals(before.data.subarray(0, top))).toBe(true);
  expect(after.data.equals(before.data)).toBe(false);
  await page.keyboard.press("Escape");
  await expect(lightbox(page).getByRole("link", { name: "Download as delivered" })).toBeVisible();
});

test("all of it works by keyboard alone, painting too", async ({ page, server, person }) => {
  await openPicture(page, server, person);
  await page.keyboard.press("e");
  await expect(instruction(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(lightbox(page).getByText("Say first what is to change.")).toBeVisible();

  await lightbox(page).getByRole("button", { name: "Paint the area that is to change" }).press("Enter");
  await expect(area(page)).toBeFocused();
  await page.keyboard.press("]");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  const painted = await paintedPixels(page);
  expect(painted).toBeGreaterThan(1_000);
  await page.keyboard.press("x");
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  expect(await paintedPixels(page)).toBeLessThan(painted);
  await page.keyboard.press("Control+z");
  expect(await paintedPixels(page)).toBe(painted);
  await page.keyboard.press("Escape");
  await expect(area(page)).toHaveCount(0);

  await expect(instruction(page)).toBeFocused();
  await page.keyboard.type("A paper boat");
  await page.keyboard.press("Control+Enter");
  await expect(version(page, 2)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(lightbox(page).getByRole("region", { name: "Lineage" })).toBeVisible();
});

test("what was begun is still there after the form was closed", async ({ page, server, person }) => {
  await openPicture(page, server, person);
  await page.keyboard.press("e");
  await lightbox(page).getByRole("button", { name: "Paint the area that is to change" }).click();
  await paint(page);
  await instruction(page).fill("A red balloon");
  await lightbox(page).getByRole("button", { name: "Done editing (Esc)" }).click();
  await expect(lightbox(page).getByRole("region", { name: "Prompt" })).toBeVisible();
  await page.keyboard.press("e");
  await expect(instruction(page)).toHaveValue("A red balloon");
  await expect(lightbox(page).getByText("Area painted")).toBeVisible();
});

test("a refused edit says why and what it cost, and its words can be used again", async ({ page, server, person }) => {
  await openPicture(page, server, person);
  await page.keyboard.press("e");
  await instruction(page).fill("[fault:moderation] Something forbidden");
  await generate(page).click();
  const row = versions(page).getByRole("listitem").filter({ hasText: "Something forbidden" });
  await expect(row.getByRole("button", { name: "Dismiss" })).toBeVisible({ timeout: 30_000 });
  await expect(version(page, 1)).toHaveAttribute("aria-current", "true");
  await row.getByRole("button", { name: "Use the words again" }).click();
  await expect(instruction(page)).toHaveValue("[fault:moderation] Something forbidden");
  await row.getByRole("button", { name: "Dismiss" }).click();
  await expect(row).toHaveCount(0);
});

test("a model that is shown one picture cannot be given a painted area, and says so", async ({
  page,
  server,
  person,
}) => {
  await openPicture(page, server, person);
  await page.keyboard.press("e");
  await lightbox(page)
    .getByRole("button", { name: /^Model:/ })
    .click();
  await page
    .getByRole("radio", { name: /1 picture, so no painted area/ })
    .first()
    .press("Space");
  await page.keyboard.press("Escape");
  await lightbox(page).getByRole("button", { name: "Paint the area that is to change" }).click();
  await paint(page);
  await expect(lightbox(page).getByText(/copy with the painted area are two of them/)).toBeVisible();
  await expect(generate(page)).toHaveAttribute("aria-disabled", "true");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test(`editing is accessible in the ${colorScheme} theme at ${width} pixels`, async ({ page, server, person }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 780 });
      await openPicture(page, server, person);
      await lightbox(page).getByRole("button", { name: /^Edit/ }).click();
      await instruction(page).fill("Make it dusk");
      expect(await accessibilityProblems(page)).toEqual([]);
      await generate(page).click();
      await expect(version(page, 2)).toHaveAttribute("aria-current", "true", { timeout: 30_000 });
      expect(await accessibilityProblems(page)).toEqual([]);
      await lightbox(page).getByRole("button", { name: "Paint the area that is to change" }).click();
      await paint(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const form = page.getByRole("form", { name: "Next edit" });
      expect(await form.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      await expect(generate(page)).toBeInViewport();
    });
  }
}

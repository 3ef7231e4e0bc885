import type { Page } from "@playwright/test";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { expect, test } from "@/tests/support/browser";
import { makePictures } from "@/tests/support/person";

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");
const head = (page: Page, name: string) => page.getByRole("columnheader", { name });
const names = (page: Page) => rows(page).getByRole("rowheader").getByRole("link").allInnerTexts();

test("somebody compares models, cheapest first, and turns the order round by keyboard", async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto("/models");
  await expect(head(page, "Price")).toHaveAttribute("aria-sort", "ascending");
  const cheapest = await names(page);
  await head(page, "Price").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(head(page, "Price")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=price%3Adesc/);
  expect(await names(page)).not.toEqual(cheapest);

  await head(page, "Model").getByRole("button").press("Enter");
  await expect(head(page, "Model")).toHaveAttribute("aria-sort", "ascending");
  await expect(head(page, "Price")).not.toHaveAttribute("aria-sort", /./);
});

test("the size that is chosen decides the prices, and the address keeps all of it", async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto("/models");
  const banana = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Nano Banana 2", exact: true }) });
  const usual = (await banana.getByRole("cell").first().textContent()) ?? "";
  await page.getByRole("combobox", { name: "Resolution" }).selectOption("4K");
  await expect(banana.getByRole("cell").first()).not.toHaveText(usual);
  await page.getByRole("combobox", { name: "Aspect ratio" }).selectOption("16:9");
  await page.getByRole("combobox", { name: "Maker" }).selectOption("Google");
  const takesReferences = page.getByRole("button", { name: "Takes references" });
  await takesReferences.press("Space");
  await expect(takesReferences).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/maker=Google&has=references&resolution=4K&ratio=16%3A9/);
  const chosen = await names(page);
  await page.reload();
  expect(await names(page)).toEqual(chosen);
  await expect(takesReferences).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("searchbox").fill("no such model");
  await page.getByRole("button", { name: "Show all models" }).click();
  await expect(page).toHaveURL(/\/models$/);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("the times of one's own pictures stand beside their model, and its page leads to the studio", async ({
  page,
  server,
  person,
}) => {
  await makePictures(server, person, "A lamp", "--model", "google/gemini-3.1-flash-image");
  await page.goto("/models");
  const banana = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Nano Banana 2", exact: true }) });
  await expect(banana.getByText("0 of 1")).toBeVisible();
  await banana.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Nano Banana 2" })).toBeVisible();
  const vertex = page.getByRole("group").filter({ hasText: "google-vertex/global" });
  await vertex.getByText("google-vertex/global").click();
  await expect(vertex.getByText("$60 / million tokens")).toBeVisible();
  await page.getByRole("link", { name: "Use in the studio" }).click();
  await expect(page).toHaveURL(/\/studio$/);
  await expect(page.getByRole("button", { name: "Models" })).toContainText("Nano Banana 2");
});

test("somebody adds a model by its id, is told of a wrong one, and takes it out again", async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto("/models");
  await page.getByRole("button", { name: "Add by id…" }).click();
  const id = page.getByRole("textbox", { name: "Model id" });
  await id.fill("not an id");
  await id.press("Enter");
  await expect(page.getByText("A model's id looks like maker/model")).toBeVisible();
  await id.fill("sandbox/misspelt");
  await id.press("Enter");
  await expect(page.getByText("knows no model “sandbox/misspelt”. Nothing was added")).toBeVisible();
  await id.fill("sandbox/unlisted-painter");
  await id.press("Enter");
  await page.waitForURL("**/models/sandbox/unlisted-painter");
  await expect(page.getByText("added by id")).toBeVisible();

  await page.getByRole("link", { name: "All models" }).click();
  await expect(page.getByRole("row", { name: /unlisted.painter/i })).toContainText("added by id");
  await page.goBack();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.waitForURL("**/models");
  await expect(page.getByText("is not in the list any more")).toBeVisible();
  await expect(page.getByRole("row", { name: /unlisted.painter/i })).toHaveCount(0);
});

test("the address of a model that is in no list leads nowhere", async ({ page, person, baseURL }) => {
  expect(person.email).toBeTruthy();
  const answer = await page.request.get(`${baseURL}/models/no/such-model`);
  expect(answer.status()).toBe(404);
});

for (const [device, viewport] of [
  ["a laptop", { width: 1440, height: 900 }],
  ["a phone", { width: 360, height: 740 }],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`on ${device} in the ${colorScheme} the names stay while the facts scroll, and everybody can read them`, async ({
      page,
      person,
    }) => {
      expect(person.email).toBeTruthy();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto("/models");
      const region = page.getByRole("region", { name: "Models side by side" });
      const name = rows(page).nth(4).getByRole("rowheader");
      await expect(name).toBeVisible();
      const before = await name.boundingBox();
      await region.evaluate((element) => element.scrollTo({ left: 300 }));
      expect((await name.boundingBox())?.x).toBe(before?.x);
      await region.evaluate((element) => element.scrollTo({ left: 0, top: 400 }));
      const top = (await region.boundingBox())?.y ?? 0;
      expect((await head(page, "Model").boundingBox())?.y).toBeCloseTo(top + 1, 0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.goto("/models/google/gemini-3.1-flash-image");
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  }
}

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/browser";
import { type Person, signIn } from "@/tests/support/person";
import type { Server } from "@/tests/support/server";

const tiles = (page: Page) => page.getByRole("main").getByRole("listitem");
const pictures = (page: Page) => tiles(page).getByRole("link");
const count = (page: Page) => page.getByRole("main").getByRole("status").first();
const lightbox = (page: Page) => page.getByRole("dialog", { name: "Picture" });
const heading = (page: Page) => lightbox(page).getByRole("region", { name: "Prompt" });

/** Pictures in the person's library, made by the command line. */
async function make(server: Server, { email }: Person, prompt: string, ...flags: string[]) {
  await server.cli(["generate", prompt, "--as", email, ...flags]);
}

/** Many plain pictures in the person's library, put there without the press. */
async function addMany({ dataDir }: Server, { email }: Person, prompt: string, count: number) {
  const seed = ["--conditions=react-server", "--import", "tsx", "tests/support/add-many.ts"];
  await promisify(execFile)(process.execPath, [...seed, email, prompt, String(count)], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", OPENROUTER_API_KEY: "" },
  });
}

async function expectAccessible(page: Page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`)).toEqual([]);
}

test("somebody without pictures is shown the way to the first one", async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto("/gallery");
  await page.getByRole("link", { name: "Make the first one" }).click();
  await page.waitForURL("**/studio");
});

test("somebody finds a picture again by words of its prompt, and the address keeps the search", async ({
  page,
  server,
  person,
}) => {
  await make(server, person, "A red fox asleep in snow");
  await make(server, person, "A harbour at night, rain");
  await page.goto("/gallery");
  await expect(count(page)).toHaveText("2 pictures");
  await page.getByRole("searchbox").fill("rain HARBOUR");
  await expect(count(page)).toHaveText("1 picture");
  await expect(page).toHaveURL(/q=rain\+HARBOUR/);
  await page.reload();
  await expect(page.getByRole("img", { name: /A harbour at night/ })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("rain HARBOUR");
  await page.getByRole("searchbox").fill("harbour fox");
  await expect(page.getByRole("heading", { name: "No match" })).toBeVisible();
  await page.getByRole("link", { name: "Clear the search" }).click();
  await expect(count(page)).toHaveText("2 pictures");
});

test("a picture opens over the gallery and closes to the same place, also far down", async ({
  page,
  server,
  person,
}) => {
  await addMany(server, person, "Waves", 64);
  await page.goto("/gallery");
  await expect(count(page)).toHaveText("64 pictures");
  // More than one page of them, of which only those near the window are there.
  const nextPage = page.waitForResponse(/cursor=/);
  await page.keyboard.press("End");
  await nextPage;
  await expect(page.getByText("Loading pictures")).toHaveCount(0);
  await page.keyboard.press("End");
  // Chromium glides there: what is measured on the way lies elsewhere a moment later.
  const below = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY);
  await expect.poll(below).toBeLessThan(1);
  await expect(pictures(page).last()).toBeInViewport();
  expect(await tiles(page).count()).toBeLessThan(64);

  const address = (await pictures(page).last().getAttribute("href")) ?? "";
  const opened = page.locator(`a[href="${address}"]`);
  const place = await opened.boundingBox();
  await opened.click();
  await expect(heading(page)).toContainText("Waves");
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await page.keyboard.press("ArrowLeft");
  await expect(page).not.toHaveURL(new RegExp(`${address}$`));
  await page.keyboard.press("Escape");
  await expect(lightbox(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/gallery$/);
  expect(await opened.boundingBox()).toEqual(place);
  await expect(opened).toBeFocused();
});

test("a picture's address shows it with its recipe after a reload, and closes to the gallery", async ({
  page,
  server,
  person,
}) => {
  await make(server, person, "A lamp on a shelf", "--aspect-ratio", "16:9", "--count", "2");
  await page.goto("/gallery?q=lamp");
  await pictures(page).first().click();
  await page.reload();
  await expect(heading(page)).toContainText("A lamp on a shelf");
  const details = lightbox(page).getByRole("complementary");
  await expect(details.getByRole("region", { name: "Recipe" })).toContainText("16:9");
  await expect(details.getByRole("region", { name: "Cost" })).toContainText(/\$0\.\d+/);
  await expect(details.getByRole("region", { name: "File" })).toContainText(/\d+×\d+/);

  await details.getByRole("region", { name: "In this set" }).getByRole("button").last().click();
  await expect(details.getByRole("button", { name: /^Picture 2 of the set/ })).toHaveAttribute("aria-current", "true");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    details.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^a-lamp-on-a-shelf-[0-9a-f]{6}\.(png|jpg|webp)$/);

  await page.goto(page.url());
  await lightbox(page).getByRole("button", { name: "Close (Esc)" }).click();
  await expect(page).toHaveURL(/\/gallery\?q=lamp$/);
  await expect(pictures(page)).toHaveCount(2);
});

test("reusing the settings fills the composer and spends nothing", async ({ page, server, person }) => {
  await make(server, person, "A lamp to be made again");
  await page.goto("/gallery");
  await pictures(page).first().click();
  await lightbox(page).getByRole("link", { name: "Reuse settings" }).click();
  await expect(page.getByRole("textbox", { name: "Prompt" })).toHaveValue("A lamp to be made again");
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("what is deleted comes back by Undo, or from the trash", async ({ page, server, person }) => {
  await make(server, person, "Three lamps", "--count", "3");
  await page.goto("/gallery");
  await pictures(page).first().click();
  await expect(heading(page)).toBeVisible();
  const first = page.url();
  await page.keyboard.press("Delete");
  await expect(lightbox(page).getByText("1 picture moved to the trash.")).toBeVisible();
  await expect(page).not.toHaveURL(first);
  await lightbox(page).getByRole("button", { name: "Undo" }).click();
  await page.keyboard.press("Escape");
  await expect(count(page)).toHaveText("3 pictures");

  await tiles(page).nth(0).getByRole("checkbox").check({ force: true });
  await tiles(page)
    .nth(2)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 chosen")).toBeVisible();
  await page.getByRole("region", { name: "Chosen pictures" }).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No pictures yet" })).toBeVisible();

  await page.getByRole("link", { name: "Trash" }).click();
  await expect(count(page)).toHaveText("3 pictures");
  await pictures(page).first().click();
  await lightbox(page).getByRole("button", { name: "Restore" }).click();
  await expect(lightbox(page).getByRole("button", { name: /^Delete/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(count(page)).toHaveText("2 pictures");
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(count(page)).toHaveText("1 picture");
});

test("new pictures go on top at the top of the page, and wait elsewhere", async ({ page, server, person }) => {
  await addMany(server, person, "Old lamps", 40);
  await page.goto("/gallery");
  await make(server, person, "A new lamp");
  await expect(tiles(page).first().getByRole("img")).toHaveAccessibleName("A new lamp", { timeout: 30_000 });

  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(900);
  const lookedAt = page.locator(`a[href="${await pictures(page).nth(8).getAttribute("href")}"]`);
  const place = await lookedAt.boundingBox();
  await make(server, person, "The newest lamp");
  await expect(page.getByRole("button", { name: /1 new picture/ })).toBeVisible({ timeout: 30_000 });
  expect(await lookedAt.boundingBox()).toEqual(place);
  await page.getByRole("button", { name: /1 new picture/ }).click();
  await expect(tiles(page).first().getByRole("img")).toHaveAccessibleName("The newest lamp");
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
});

test.describe("somebody else", () => {
  test.use({ expected: [/404/] });
  test("sees none of it, not even by its address", async ({ page, server, person, browser }) => {
    await make(server, person, "A private lamp");
    await page.goto("/gallery");
    const address = (await pictures(page).first().getAttribute("href")) ?? "";

    const other = await browser.newPage({ baseURL: server.origin });
    const email = `other-${person.email}`;
    await server.cli(["user", "add", "--email", email, "--password-stdin"], person.password);
    await signIn(other, { ...person, email });
    await other.goto("/gallery");
    await expect(other.getByRole("heading", { name: "No pictures yet" })).toBeVisible();
    expect((await other.goto(address))?.status()).toBe(404);
    await expect(other.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    for (const path of ["", "/file", "/thumb"]) {
      expect((await other.request.get(`/api/images/${address.split("/").at(-1)}${path}`)).status()).toBe(404);
    }
    await other.close();
  });
});

test("everything can be done by keyboard alone", async ({ page, server, person }) => {
  await make(server, person, "Lamps by keyboard", "--count", "2");
  await page.goto("/gallery");
  await pictures(page).first().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByText("1 chosen")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 chosen")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(tiles(page).first().getByRole("button", { name: "Favorite" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toBeVisible();
  await page.keyboard.press("i");
  await expect(heading(page)).toHaveCount(0);
  await page.keyboard.press("i");
  await page.keyboard.press("z");
  await expect(lightbox(page).getByRole("button", { name: "Show at 100 % (Z)" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await expect(lightbox(page).getByRole("button", { name: "Favorite" })).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("Escape");
  await expect(pictures(page).first()).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test(`gallery and picture are accessible in the ${colorScheme} theme at ${width} pixels`, async ({
      page,
      server,
      person,
    }) => {
      await make(server, person, "A lamp for everybody", "--count", "4");
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/gallery");
      await expect(pictures(page)).toHaveCount(4);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.getByRole("button", { name: "Select" }).click();
      await tiles(page).nth(1).getByRole("checkbox").check();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await pictures(page).first().click();
      await expect(heading(page)).toBeVisible();
      await expectAccessible(page);
    });
  }
}

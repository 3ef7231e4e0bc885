import type { Page, Route } from "@playwright/test";
import { expect, test } from "@/tests/support/browser";
import { generate, prompt, sets } from "@/tests/support/composer";
import { makePictures } from "@/tests/support/person";

// What a page says whose server is away, and what it says about that on its console.
test.use({ expected: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|Failed to fetch|network error|404|409/] });

const set = (page: Page, words: string) => sets(page).filter({ hasText: words });
const isPress = (route: Route) => route.request().method() === "POST" && "next-action" in route.request().headers();

test.beforeEach(async ({ page, person }) => {
  await expect(prompt(page), person.email).toBeEditable();
});

test("what somebody else's process makes appears by itself, without being asked for", async ({
  page,
  server,
  person,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await expect.poll(() => asked).toContain("/api/events");
  await makePictures(server, person, "A lamp from the command line");
  await expect(set(page, "A lamp from the command line").getByRole("link")).toHaveCount(1);
});

test("a second tab shows the same tiles", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto("/studio");
  await prompt(page).fill("A lamp in both tabs");
  await generate(page).click();
  for (const tab of [page, other]) await expect(set(tab, "A lamp in both tabs").getByRole("link")).toHaveCount(1);
});

test("a tab that is closed in the middle finds its picture later [B25]", async ({ page, context }) => {
  await prompt(page).fill("A lamp for later");
  await generate(page).click();
  await expect(prompt(page)).toHaveValue("");
  await page.close();
  const later = await context.newPage();
  await later.goto("/studio");
  await expect(set(later, "A lamp for later").getByRole("link")).toHaveCount(1);
});

test("a wish without a connection waits in sight and is sent once, by itself [B25, B26]", async ({ page, context }) => {
  await context.setOffline(true);
  await expect(page.getByText("No connection to the server; your text is kept.")).toBeVisible();
  await prompt(page).fill("A lamp without a line");
  await generate(page).click();
  await expect(set(page, "A lamp without a line")).toContainText("not sent yet");
  await expect(prompt(page)).toHaveValue("A lamp without a line");
  await context.setOffline(false);
  await expect(set(page, "A lamp without a line").getByRole("link")).toHaveCount(1);
  await expect(prompt(page)).toHaveValue("");
  await expect(page.getByText("No connection to the server")).toHaveCount(0);
  await page.reload();
  await expect(set(page, "A lamp without a line")).toHaveCount(1);
});

test("a wish that was not sent can be taken back", async ({ page, context }) => {
  await context.setOffline(true);
  await prompt(page).fill("A lamp too many");
  await generate(page).click();
  await set(page, "A lamp too many").getByRole("button", { name: "Cancel" }).click();
  await expect(set(page, "A lamp too many")).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByRole("region", { name: "Composer" }).getByRole("alert")).toContainText("taken back");
  await page.reload();
  await expect(prompt(page)).toHaveValue("A lamp too many");
  await expect(set(page, "A lamp too many")).toHaveCount(0);
});

test("a press whose answer is lost is made once [B9, B26]", async ({ page }) => {
  let lost = 0;
  await page.route("**/studio", async (route) => {
    if (!isPress(route) || lost > 0) return route.fallback();
    lost++;
    // The server hears it and answers; nobody hears the answer.
    await route.fetch();
    await route.abort();
  });
  await prompt(page).fill("A lamp with a lost answer");
  await generate(page).click();
  await expect(set(page, "A lamp with a lost answer").getByRole("link")).toHaveCount(1);
  await expect(prompt(page)).toHaveValue("");
  expect(lost).toBe(1);
  await page.reload();
  await expect(set(page, "A lamp with a lost answer")).toHaveCount(1);
});

test("a press that a reload interrupts is sent again with the same ids [B26]", async ({ page }) => {
  const heard: string[] = [];
  await page.route("**/studio", async (route) => {
    if (!isPress(route)) return route.fallback();
    heard.push(route.request().postData() ?? "");
    // The first one hangs until the page is gone.
    if (heard.length > 1) await route.fallback();
  });
  await prompt(page).fill("A lamp over a reload");
  await generate(page).click();
  await expect.poll(() => heard.length).toBe(1);
  await page.reload();
  await expect(set(page, "A lamp over a reload").getByRole("link")).toHaveCount(1);
  await expect(prompt(page)).toHaveValue("");
  expect(heard[1]).toBe(heard[0]);
});

test("two tabs of the same draft ask for it once [B26]", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto("/studio");
  await prompt(page).fill("A lamp from two tabs");
  await expect(prompt(other)).toHaveValue("A lamp from two tabs");
  await page.route("**/studio", (route) => (isPress(route) ? route.abort() : route.fallback()));
  await generate(page).click();
  await expect(set(page, "A lamp from two tabs")).toContainText("not sent yet");
  await generate(other).click();
  await expect(set(other, "A lamp from two tabs").getByRole("link")).toHaveCount(1);
  await page.unroute("**/studio");
  await page.bringToFront();
  await expect(set(page, "A lamp from two tabs").getByRole("link")).toHaveCount(1);
  await other.reload();
  await expect(set(other, "A lamp from two tabs")).toHaveCount(1);
});

test("whatever is pressed how often in a moment is one wish, also after going back [B26]", async ({ page }) => {
  await prompt(page).fill("A lamp pressed hard");
  await prompt(page).focus();
  await page.keyboard.down("Control");
  for (let n = 0; n < 8; n++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await generate(page).dblclick();
  await expect(set(page, "A lamp pressed hard").getByRole("link")).toHaveCount(1);
  await page.goto("/settings");
  await page.goBack();
  await expect(prompt(page)).toHaveValue("");
  await expect(set(page, "A lamp pressed hard")).toHaveCount(1);
});

test("without the stream of events the tab asks, and goes back to the stream when it can be had [B35]", async ({
  page,
}) => {
  let cut = true;
  const streams: string[] = [];
  await page.route("**/api/events?*", (route) => {
    streams.push(route.request().url());
    return cut ? route.abort() : route.fallback();
  });
  await page.reload();
  await prompt(page).fill("A lamp by asking");
  await generate(page).click();
  await expect(set(page, "A lamp by asking").getByRole("link")).toHaveCount(1);
  const before = streams.length;
  expect(before).toBeGreaterThan(0);
  cut = false;
  await expect.poll(() => streams.length).toBeGreaterThan(before);
  await prompt(page).fill("A lamp by the stream");
  await generate(page).click();
  await expect(set(page, "A lamp by the stream").getByRole("link")).toHaveCount(1);
});

test.describe("after an update", () => {
  const notice = (page: Page) => page.getByText("Proofsheet was updated. Reload this page; your text is kept.");

  test("an old tab is told so by the stream, and keeps its text over the reload [B23]", async ({ page }) => {
    const changes = { generations: [], cursor: new Date().toISOString(), more: false, build: "a newer one" };
    await page.route("**/api/events?*", (route) =>
      route.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify(changes)}\n\n` }),
    );
    await page.reload();
    await prompt(page).fill("A lamp from before the update");
    await expect(notice(page)).toBeVisible();
    await page.unroute("**/api/events?*");
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(notice(page)).toHaveCount(0);
    await expect(prompt(page)).toHaveValue("A lamp from before the update");
  });

  test("an action that is no longer known asks for a reload, and the wish is sent once after it [B23, B26]", async ({
    page,
  }) => {
    await page.route("**/studio", (route) => {
      if (!isPress(route)) return route.fallback();
      const headers = route.request().headers();
      return route.continue({ headers: { ...headers, "next-action": `${headers["next-action"]}`.replace(/.$/, "x") } });
    });
    await prompt(page).fill("A lamp for the old server");
    await generate(page).click();
    await expect(notice(page)).toBeVisible();
    await expect(set(page, "A lamp for the old server")).toContainText("not sent yet");
    await page.unroute("**/studio");
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(set(page, "A lamp for the old server").getByRole("link")).toHaveCount(1);
    await expect(prompt(page)).toHaveValue("");
  });
});

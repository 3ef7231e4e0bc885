import type { Page } from "@playwright/test";

/** The studio's composer, and the sets below it, as people find them. */
export const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });
export const generate = (page: Page) => page.getByRole("button", { name: /^Generate/ });
export const sets = (page: Page) => page.getByRole("article");
export const summary = (page: Page) => page.getByRole("region", { name: "Composer" }).locator("p").first();

/** Chooses these models and no others, by their names. */
export async function choose(page: Page, ...models: string[]) {
  await page.getByRole("button", { name: "Models" }).click();
  const list = page.getByRole("dialog", { name: "Models" });
  for (const chosen of await list.getByRole("checkbox", { checked: true }).all()) await chosen.press("Space");
  for (const model of models) {
    await list.getByRole("searchbox").fill(model);
    // Nano Banana 2 is not Nano Banana 2.1.
    const name = new RegExp(`${model.replaceAll(".", "\\.")}(?!\\.?\\d)`);
    await list.getByRole("checkbox", { name }).first().press("Space");
  }
  await page.keyboard.press("Escape");
}

/** Opens the panel of further settings, and the groups in it that are named. */
export async function openMore(page: Page, ...groups: string[]) {
  await page.getByRole("button", { name: "More settings" }).click();
  const panel = page.getByRole("dialog", { name: "More settings" });
  for (const title of groups) {
    const group = panel.locator("details").filter({ has: page.locator("summary", { hasText: title }) });
    await group.waitFor();
    if (!(await group.evaluate((details: HTMLDetailsElement) => details.open))) await group.locator("summary").click();
  }
  return panel;
}

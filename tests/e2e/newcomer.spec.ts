import { expect, test } from "@/tests/support/browser";
import { Server } from "@/tests/support/server";

test("a newcomer goes from the set-up link to a picture and finds it after a restart", async ({ page }) => {
  const server = await Server.start();
  try {
    await page.goto(server.link);
    await page.getByLabel("E-mail").fill("newcomer@example.com");
    await page.getByLabel("Password", { exact: true }).fill("a few plain words");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.waitForURL("**/studio");

    // No key is set: they are told that nothing is real and nothing costs.
    await expect(page.getByText("Sandbox:")).toBeVisible();

    await page.getByRole("textbox", { name: "Prompt" }).fill("a red lighthouse in a storm");
    await page.getByRole("button", { name: /^Generate/ }).click();
    await expect(page.getByRole("img", { name: /a red lighthouse in a storm/ }).first()).toBeVisible();

    // Whoever watches a server go sees requests fail: leave first.
    await page.goto("about:blank");
    await server.restart();

    await page.goto(`${server.origin}/gallery`);
    const picture = page.getByRole("img", { name: /a red lighthouse in a storm/ }).first();
    await expect(picture).toBeVisible();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  } finally {
    await page.goto("about:blank");
    await server.stop();
  }
});

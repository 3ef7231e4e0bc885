import type { Page } from "@playwright/test";
import { formatUsd } from "@/lib/money";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { test as base, expect } from "@/tests/support/browser";
import { makePerson, signIn } from "@/tests/support/person";
import { Server } from "@/tests/support/server";

/** A studio without a key of its own, whose OpenRouter is a sandbox of the test's: people bring their keys. */
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
      const server = await Server.start({ OPENROUTER_BASE_URL: openrouter.url });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

const ownKey = (page: Page) => page.getByText(/^sk-or-…[0-9a-f]{4}$/);
const balance = (page: Page) => page.getByRole("banner").getByTitle("What is left to spend");

/** From Settings to OpenRouter's question. */
async function goToOpenRouter(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign in with OpenRouter" }).click();
  await expect(
    page.getByRole("heading", { name: /Authorize .* to use your sandbox OpenRouter account/ }),
  ).toBeVisible();
}

/** Signs in with OpenRouter; returns the address that the browser was called back at. */
async function connect(page: Page): Promise<string> {
  await goToOpenRouter(page);
  const calledBack = page.waitForRequest(/\/api\/openrouter\/callback/);
  await page.getByRole("button", { name: "Authorize" }).click();
  const url = (await calledBack).url();
  await expect(page.getByText("You are connected to OpenRouter")).toBeVisible();
  return url;
}

test("somebody signs in with OpenRouter, pays for a picture with that key, and takes it away again", async ({
  page,
  person,
  openrouter,
}) => {
  await expect(page.getByText("Sandbox:"), person.email).toBeVisible();
  await expect(page.getByText("is set, but no key for that server")).toBeVisible();

  await connect(page);
  await expect(page).toHaveURL(/\/settings\?openrouter=connected$/);
  await expect(ownKey(page)).toBeVisible();
  await expect(page.getByText("Sandbox:")).toHaveCount(0);
  await expect(balance(page)).toHaveText("$0 used");
  expect(await accessibilityProblems(page)).toEqual([]);

  const before = openrouter.ledger.length;
  await page.getByRole("link", { name: "Studio", exact: true }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("a green door");
  await page.getByRole("button", { name: /^Generate/ }).click();
  await expect(page.getByRole("img", { name: /a green door/ }).first()).toBeVisible();
  const calls = openrouter.ledger.slice(before);
  expect(calls).toHaveLength(1);
  // What OpenRouter says of the key: so it was this key that paid.
  await expect(balance(page)).toHaveText(`${formatUsd(Math.round((calls[0]?.cost ?? 0) * 1e9))} used`);

  await balance(page).click();
  await expect(page.getByRole("dialog", { name: "Balance" })).toContainText("Your own key");
  await page.getByRole("link", { name: "Key settings" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove the key" }).click();
  await expect(page.getByText("Sandbox:")).toBeVisible();
  await expect(ownKey(page)).toHaveCount(0);
  await expect(page.getByText("You are connected")).toHaveCount(0);
  await expect(balance(page)).toHaveCount(0);
});

test("who denies it at OpenRouter comes back without a key", async ({ page, person }) => {
  await goToOpenRouter(page);
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("was not allowed to give a key"), person.email).toBeVisible();
  await expect(ownKey(page)).toHaveCount(0);
});

test("a callback that is forged, replayed or somebody else's changes nothing", async ({
  page,
  person,
  server,
  browser,
}) => {
  const callback = await connect(page);
  const kept = await ownKey(page).textContent();
  const refused = page.getByText(`This sign-in was used before, or a later one took its place.`);

  for (const address of [callback, `/api/openrouter/callback?state=forged&code=x`, "/api/openrouter/callback"]) {
    await page.goto(address);
    await expect(refused, person.email).toBeVisible();
    await expect(page).toHaveURL(/\/settings\?openrouter=used$/);
    await expect(ownKey(page)).toHaveText(kept ?? "");
  }

  const theirs = await browser.newPage({ baseURL: server.origin });
  await signIn(theirs, await makePerson(server));
  await goToOpenRouter(theirs);
  const planted = new URL(theirs.url()).searchParams.get("callback_url") ?? "";
  await theirs.close();
  await page.goto(`${planted}&code=planted`);
  await expect(page.getByText("begun by somebody else")).toBeVisible();
  await expect(ownKey(page)).toHaveText(kept ?? "");
});

test("a pasted key is asked for before it is kept, and no page, answer or address ever has it", async ({
  page,
  person,
}) => {
  const key = `sk-or-v1-${"ca11ab1e".repeat(8)}`;
  const seen: string[] = [];
  page.on("response", async (response) => {
    const body = await response.body().catch(() => Buffer.of());
    seen.push(`${response.url()} ${JSON.stringify(response.headers())} ${body.toString("latin1")}`);
  });
  await page.goto("/settings");
  const field = page.getByLabel("Paste a key");
  await expect(field, person.email).toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "off");

  await field.fill("my secret");
  await page.getByRole("button", { name: "Check and keep it" }).click();
  await expect(page.getByText("keys begin with sk-or-")).toBeVisible();
  await expect(field).toBeFocused();

  await field.fill("sk-or-v1-mgmt-0123456789abcdef");
  await page.getByRole("button", { name: "Check and keep it" }).click();
  await expect(page.getByText("manages other keys")).toBeVisible();

  await field.fill(` ${key} `);
  await field.press("Enter");
  await expect(page.getByText("sk-or-…ab1e")).toBeVisible();
  for (const path of ["/studio", "/settings", "/api/key"]) await page.goto(path, { waitUntil: "networkidle" });
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter((text) => text.includes("ca11ab1eca11ab1e"))).toEqual([]);
});

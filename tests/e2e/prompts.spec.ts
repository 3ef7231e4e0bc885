import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { accessibilityProblems } from "@/tests/support/accessibility";
import { expect, test } from "@/tests/support/browser";
import { makePictures } from "@/tests/support/person";

const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
const composer = (page: Page) => page.getByRole("region", { name: "Composer" });

// Everybody here has an account of their own and has signed in to an empty studio.
test.beforeEach(async ({ page, person }) => {
  await expect(prompt(page), person.email).toBeEditable();
});

async function chooseHelp(page: Page, name: RegExp | string): Promise<void> {
  await page.getByRole("button", { name: "Help with the prompt" }).click();
  await page.getByRole("dialog", { name: "Help with the prompt" }).getByRole("button", { name }).click();
}

/** Requests that would pay a text model. */
function countHelp(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/api/prompts/")) count++;
  });
  return () => count;
}

test("somebody has a prompt polished, sees what changed and what it cost, and takes it back again", async ({
  page,
}) => {
  await prompt(page).fill("a lamp on a shelf");
  await page.getByRole("button", { name: "Help with the prompt" }).click();
  await expect(page.getByRole("button", { name: /Polish the prompt/ })).toContainText("at most ≈ $0.0");
  await page.getByRole("button", { name: /Polish the prompt/ }).click();

  const dialog = page.getByRole("dialog", { name: "The prompt, polished" });
  await expect(dialog.getByRole("insertion").first()).toBeVisible();
  await expect(dialog).toContainText(/google\/gemini-2\.5-flash-lite · (\$|<\$)0/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("checkbox", { name: "Show changes" }).uncheck();
  await expect(dialog.getByRole("insertion")).toHaveCount(0);
  const polished = (await dialog.getByRole("region", { name: "Answer" }).textContent()) ?? "";
  expect(polished).toContain("a lamp on a shelf");
  await dialog.getByRole("button", { name: "Accept" }).click();

  await expect(prompt(page)).toHaveValue(polished);
  await expect(prompt(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(prompt(page)).toHaveValue("a lamp on a shelf");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(prompt(page)).toHaveValue(polished);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(prompt(page)).toHaveValue("a lamp on a shelf");
});

test("an answer that was put away waits at the prompt until it is used or discarded", async ({ page }) => {
  const asked = countHelp(page);
  await prompt(page).fill("a lamp that waits");
  await chooseHelp(page, /Polish the prompt/);
  const dialog = page.getByRole("dialog", { name: "The prompt, polished" });
  await expect(dialog.getByRole("button", { name: "Accept" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Show what the text model answered" }).click();
  await dialog.getByRole("button", { name: "Discard" }).click();
  await expect(prompt(page)).toHaveValue("a lamp that waits");
  await expect(page.getByRole("button", { name: "Help with the prompt" })).toBeVisible();
  expect(asked()).toBe(1);
});

test("a prompt that is refused says so, whether it cost anything, and stays as it is", async ({ page }) => {
  await prompt(page).fill("a forbidden lamp [fault:moderation]");
  await chooseHelp(page, /Polish the prompt/);
  const dialog = page.getByRole("dialog", { name: "The prompt, polished" });
  await expect(dialog.getByRole("alert")).toContainText("Nothing was charged.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(prompt(page)).toHaveValue("a forbidden lamp [fault:moderation]");
});

test("an empty prompt cannot be polished, and without a picture there is none to describe; both say why", async ({
  page,
}) => {
  const asked = countHelp(page);
  await page.getByRole("button", { name: "Help with the prompt" }).click();
  const menu = page.getByRole("dialog", { name: "Help with the prompt" });
  await menu.getByRole("button", { name: /Polish the prompt/ }).press("Enter");
  await expect(menu).toContainText("Write a prompt first.");
  await expect(menu).toContainText("Add a reference image first");
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(asked()).toBe(0);
});

test("a reference image becomes a prompt, in place of what stands there or behind it", async ({ page }) => {
  const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#0b7285" } })
    .png()
    .toBuffer();
  await page.getByLabel("Add reference images").setInputFiles({ name: "teal.png", mimeType: "image/png", buffer });
  await expect(composer(page).getByRole("list", { name: "Reference images" }).getByRole("img")).toBeVisible();
  await prompt(page).fill("As a poster.");
  await chooseHelp(page, /Describe Image 1/);
  const dialog = page.getByRole("dialog", { name: "Image 1 in words" });
  await dialog.getByRole("button", { name: "Add to the prompt" }).click();
  await expect(prompt(page)).toHaveValue(/^As a poster\.\n\n.*picture of 300 × 200 pixels/);
});

test("a picture of the gallery is described only after a press that says what it may cost", async ({
  page,
  server,
  person,
}) => {
  const asked = countHelp(page);
  const { generations } = await makePictures(server, person, "a field of poppies");
  await page.goto(`/gallery/${generations[0]?.images[0]?.id}`);
  await page.getByRole("link", { name: "Describe" }).click();
  const dialog = page.getByRole("dialog", { name: "The picture in words" });
  await expect(dialog).toContainText("at most ≈ $0.0");
  await expect(page).toHaveURL(/\/studio$/);
  expect(asked()).toBe(0);
  await dialog.getByRole("button", { name: "Describe it" }).click();
  await dialog.getByRole("button", { name: "Use as the prompt" }).click();
  await expect(prompt(page)).toHaveValue(/picture of \d+ × \d+ pixels/);
  expect(asked()).toBe(1);
});

test("somebody keeps a text as a template and types it behind a slash, without a mouse", async ({ page }) => {
  await prompt(page).pressSequentially("/");
  const list = page.getByRole("listbox", { name: "Templates" });
  await expect(page.getByText("No templates yet.")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("Enter");

  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "New template" }).press("Enter");
  await dialog.getByLabel("Name").fill("Film look");
  await dialog.getByLabel("Text").fill("photo of {subject} on expired film");
  await expect(dialog.getByText("Typed as /film-look")).toBeVisible();
  await dialog.getByLabel("Name").press("Enter");
  await expect(dialog.getByRole("button", { name: "Change /film-look" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  // Gone, not only closed: then the prompt has the keys again.
  await expect(page.locator("dialog")).toHaveCount(0);
  await expect(prompt(page)).toBeFocused();
  await expect(prompt(page)).toHaveValue("");

  await page.keyboard.type("Wide shot: /nothing");
  await expect(page.getByText("No template is called “nothing”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await prompt(page).fill("");
  await page.keyboard.type("Wide shot: /fi");
  await expect(list.getByRole("option", { name: /film-look/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await expect(prompt(page)).toHaveValue("Wide shot: photo of {subject} on expired film");
  // The placeholder is selected: typing goes over it.
  await page.keyboard.type("a fox");
  await expect(prompt(page)).toHaveValue("Wide shot: photo of a fox on expired film");
  for (let press = 0; press < 12 && !(await prompt(page).inputValue()).endsWith("/fi"); press++) {
    await page.keyboard.press("ControlOrMeta+z");
  }
  await expect(prompt(page)).toHaveValue("Wide shot: /fi");
});

test("a deleted template comes back by Undo, and a name that is taken is refused at its field", async ({ page }) => {
  const dialog = page.getByRole("dialog", { name: /[Tt]emplate/ });
  const make = async (name: string) => {
    await dialog.getByRole("button", { name: "New template" }).click();
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Text").fill("in two inks");
    await dialog.getByRole("button", { name: "Save" }).click();
  };
  await chooseHelp(page, /Templates/);
  await make("riso");
  await make("RISO");
  await expect(dialog.getByText("/riso is another template already.")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("button", { name: "Back" }).click();
  await dialog.getByRole("button", { name: "Delete /riso" }).click();
  await expect(dialog.getByText("None yet.")).toBeVisible();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByRole("button", { name: "Change /riso" })).toBeVisible();
});

/** Opens the raw view and checks that it hides what nobody may or wants to read. */
async function expectRaw(page: Page, open: Locator): Promise<Locator> {
  await open.click();
  const dialog = page.getByRole("dialog", { name: "Raw request and response" });
  await expect(dialog.getByRole("region", { name: "Request" })).toContainText('"model"');
  const text = (await dialog.textContent()) ?? "";
  expect(text).not.toMatch(/sk-or-/);
  expect(text).not.toMatch(/[A-Za-z0-9+/]{300}/);
  return dialog;
}

test("what was sent and what came back can be read, of a success and of a failure", async ({
  page,
  server,
  person,
}) => {
  const { generations } = await makePictures(server, person, "a field of poppies");
  await prompt(page).fill("a forbidden lamp [fault:moderation]");
  await prompt(page).press("ControlOrMeta+Enter");
  const failed = page.getByRole("article").filter({ hasText: "a forbidden lamp" });
  await expect(failed).toContainText("Refused by the provider");
  const refusal = await expectRaw(page, failed.getByRole("button", { name: "Raw request and response" }));
  await expect(refusal).toContainText("moderation");
  expect(await accessibilityProblems(page)).toEqual([]);
  await refusal.getByRole("button", { name: "Close" }).click();

  await page.goto(`/gallery/${generations[0]?.images[0]?.id}`);
  const dialog = await expectRaw(page, page.getByRole("button", { name: "Raw request and response" }));
  await expect(dialog).toContainText("POST /images");
  await expect(dialog).toContainText("succeeded");
  await expect(dialog.getByRole("region", { name: "Response" })).toContainText("200");
  // The keys are the upper dialog's: Esc closes it alone.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("dialog", { name: "Picture" })).toBeVisible();
});

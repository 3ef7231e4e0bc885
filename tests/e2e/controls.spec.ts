import type { Page } from "@playwright/test";
import sharp from "sharp";
import { test as base, expect } from "@/tests/support/browser";
import { choose, generate, openMore, prompt, sets, summary } from "@/tests/support/composer";
import { type ScriptedUpstream, serveScripted } from "@/tests/support/scripted-upstream";
import { Server } from "@/tests/support/server";

/** A model by a maker that nothing here has heard of, with parameters that nothing here has a name for. */
const DECLARED = {
  aspect_ratio: { type: "enum", values: ["1:1", "5:2"] },
  mood: { type: "enum", values: ["calm", "stormy"] },
  grain: { type: "range", min: 0, max: 100 },
  sparkle: { type: "boolean" },
  lens: { type: "curve", points: [1, 2] },
};
const INVENTED = {
  id: "nobody/painter-9",
  name: "Nobody: Painter 9",
  description: "",
  created: 1_795_000_000,
  architecture: { input_modalities: ["text"], output_modalities: ["image"] },
  supported_parameters: DECLARED,
  endpoints: [
    {
      provider_name: "Nobody",
      provider_slug: "nobody",
      supported_parameters: DECLARED,
      supports_streaming: false,
      pricing: [{ billable: "output_image", unit: "image", cost_usd: 0.012 }],
    },
  ],
};

/** A studio whose OpenRouter is the sandbox behind a server that keeps what was sent, and lists the invented model too. */
const test = base.extend<object, { upstream: ScriptedUpstream }>({
  upstream: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const upstream = await serveScripted();
      upstream.models = [INVENTED];
      upstream.lookUp = upstream.sandbox;
      await use(upstream);
      await upstream.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ upstream }, use) => {
      const server = await Server.start({ OPENROUTER_BASE_URL: upstream.url, OPENROUTER_API_KEY: "sk-or-v1-controls" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

// Everybody here has an account of their own and has signed in to an empty studio.
test.beforeEach(async ({ page, person, upstream }) => {
  upstream.images = upstream.sandbox;
  upstream.bodies.length = 0;
  await expect(prompt(page), person.email).toBeEditable();
});

/** A request goes through a server, the press and the sandbox. */
const SLOW_MS = 30_000;

const tile = (page: Page, words: string) => sets(page).filter({ hasText: words });

/** Sends the composer as it stands and waits for the picture. Returns the request's body. */
async function paint(page: Page, upstream: ScriptedUpstream, words: string) {
  await prompt(page).fill(words);
  await generate(page).click();
  await expect(tile(page, words).getByRole("link")).toHaveCount(1, { timeout: SLOW_MS });
  return JSON.parse(upstream.bodies.at(-1) ?? "{}");
}

test("a model that nobody has heard of is asked with everything it declares", async ({ page, upstream }) => {
  const picture = await sharp({ create: { width: 1600, height: 640, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  upstream.images = (_request, response) =>
    response
      .writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-invented" })
      .end(JSON.stringify({ data: [{ b64_json: picture.toString("base64") }], usage: { cost: 0.012 } }));

  await choose(page, "Painter 9");
  await page.getByRole("button", { name: "Aspect ratio" }).click();
  await page.getByRole("radio", { name: /^5:2/ }).press("Space");
  await page.keyboard.press("Escape");
  const more = await openMore(page, "Declared by the model");
  await more.getByRole("radio", { name: "Stormy" }).press("Space");
  await more.getByLabel("Grain").fill("70");
  await more.getByLabel("Sparkle").check();
  await expect(more).toContainText("Lens");
  await expect(more).toContainText('{"type":"curve","points":[1,2]}');
  await page.keyboard.press("Escape");

  expect(await paint(page, upstream, "A lamp by nobody")).toMatchObject({
    model: "nobody/painter-9",
    aspect_ratio: "5:2",
    mood: "stormy",
    grain: 70,
    sparkle: true,
  });
  await expect(tile(page, "A lamp by nobody")).toContainText("1600×640");
  await expect(tile(page, "A lamp by nobody")).not.toContainText("not 5:2");
  await expect(tile(page, "A lamp by nobody")).toContainText("$0.012");

  await tile(page, "A lamp by nobody").getByRole("link").click();
  const recipe = page.getByRole("region", { name: "Recipe" });
  for (const said of ["Mood", "stormy", "Grain", "70", "Sparkle", "on"]) await expect(recipe).toContainText(said);
});

const PIXELS = {
  "9:16": "768×1376",
  "2:3": "848×1264",
  "3:4": "896×1200",
  "4:5": "928×1152",
  "1:1": "1024×1024",
  "5:4": "1152×928",
  "4:3": "1200×896",
  "3:2": "1264×848",
  "16:9": "1376×768",
  "21:9": "1584×672",
};

test("each of the ten ratios shows the pixels to expect, and they are what arrives", async ({ page, upstream }) => {
  await choose(page, "Nano Banana Pro");
  for (const [ratio, pixels] of Object.entries(PIXELS)) {
    await page.getByRole("button", { name: "Aspect ratio" }).click();
    const choice = page.getByRole("radio", { name: new RegExp(`^${ratio}\\b`) });
    await choice.press("Space");
    await expect(page.getByRole("dialog", { name: "Aspect ratio" }).locator("label", { has: choice })).toContainText(
      pixels,
    );
    await page.keyboard.press("Escape");
    await prompt(page).fill(`A lamp at ${ratio}.`);
    await generate(page).click();
    await expect(prompt(page)).toHaveValue("");
  }
  for (const [ratio, pixels] of Object.entries(PIXELS)) {
    await expect(tile(page, `A lamp at ${ratio}.`)).toContainText(pixels, { timeout: SLOW_MS });
    await expect(tile(page, `A lamp at ${ratio}.`)).not.toContainText(`not ${ratio}`);
  }
  const asked = upstream.bodies.map((body) => JSON.parse(body).aspect_ratio);
  expect(asked.toSorted()).toEqual(Object.keys(PIXELS).toSorted());
});

test("the extended ratios and every resolution arrive at their pixels", async ({ page }) => {
  const wishes = [
    ["1:8", "1K", "384×3072"],
    ["1:4", "1K", "512×2048"],
    ["4:1", "1K", "2048×512"],
    ["8:1", "1K", "3072×384"],
    ["16:9", "512", "688×384"],
    ["16:9", "2K", "2752×1536"],
    ["16:9", "4K", "5504×3072"],
  ] as const;
  await choose(page, "Nano Banana 2");
  for (const [ratio, resolution] of wishes) {
    await page.getByRole("button", { name: "Aspect ratio" }).click();
    await page.getByRole("radio", { name: new RegExp(`^${ratio}\\b`) }).press("Space");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Resolution" }).click();
    const resolutions = page.getByRole("dialog", { name: "Resolution" });
    await resolutions.getByRole("radio", { name: new RegExp(`^${resolution}\\b`) }).press("Space");
    await page.keyboard.press("Escape");
    await prompt(page).fill(`A kite at ${ratio} in ${resolution}.`);
    await generate(page).click();
    await expect(prompt(page)).toHaveValue("");
  }
  for (const [ratio, resolution, pixels] of wishes) {
    await expect(tile(page, `A kite at ${ratio} in ${resolution}.`)).toContainText(pixels, { timeout: SLOW_MS });
  }
});

test("one prompt goes to every family at once, and each delivers the ratio", async ({ page }) => {
  const families = [
    ...["Nano Banana Pro", "GPT Image 2", "FLUX.2 Pro", "FLUX 3", "Seedream 4.5", "Qwen Image 3"],
    ...["Grok Imagine Image 2.0", "Riverflow V2.5 Fast", "Recraft V4.1", "Krea 2 Medium", "MAI-Image-2.6 Flash"],
  ];
  await choose(page, ...families);
  await page.getByRole("button", { name: "Aspect ratio" }).click();
  await page.getByRole("radio", { name: /^16:9/ }).press("Space");
  await page.keyboard.press("Escape");
  await prompt(page).fill("A lamp by everybody");
  await generate(page).click();
  const set = tile(page, "A lamp by everybody");
  await expect(set.getByText(/^\d+×\d+$/)).toHaveCount(families.length, { timeout: SLOW_MS });
  await expect(set.getByText("not 16:9")).toHaveCount(0);
});

test("fonts and an enlargement are priced, sent and charged", async ({ page, upstream }) => {
  await choose(page, "Riverflow V2.5 Fast");
  await expect(summary(page)).toContainText("$0.019");
  let more = await openMore(page, "Words and details");
  await expect(more).toContainText("$0.03 each");
  await more.getByRole("button", { name: "Add a font" }).click();
  await more.getByLabel("Address of font 1").fill("http://fonts.example/a.ttf");
  await expect(more).toContainText("Only an https:// address can be used");
  await more.getByLabel("Text to write in it").fill("LAMP");
  await expect(summary(page)).toContainText("$0.019");
  await more.getByLabel("Address of font 1").fill("https://fonts.example/a.ttf");
  await expect(summary(page)).toContainText("$0.049");
  await page.keyboard.press("Escape");

  const written = await paint(page, upstream, "A lamp with a word on it");
  expect(written.provider.options.sourceful).toEqual({
    font_inputs: [{ font_url: "https://fonts.example/a.ttf", text: "LAMP" }],
  });
  expect(upstream.ledger.at(-1)?.cost).toBeCloseTo(0.049, 6);
  await expect(tile(page, "A lamp with a word on it")).toContainText("$0.049");

  // The picture that is enlarged is the one that was just made.
  await tile(page, "A lamp with a word on it").hover();
  await tile(page, "A lamp with a word on it").getByRole("button", { name: "Use as reference" }).click();
  await expect(page.getByText("Added as Image 1.")).toBeVisible();
  await choose(page, "Riverflow V2 Fast");
  more = await openMore(page, "Words and details");
  await expect(more).toContainText("$0.20 each");
  await more.getByRole("button", { name: "Add a picture's address" }).click();
  await more.getByLabel("Address of detail 1").fill("https://pictures.example/detail.png");
  await page.keyboard.press("Escape");
  // What the picture itself costs is published nowhere.
  await expect(summary(page)).toContainText("price not known");
  const enlarged = await paint(page, upstream, "The lamp in detail");
  // The font was wanted of every model, and this one takes it too.
  expect(enlarged.provider.options.sourceful).toEqual({
    font_inputs: [{ font_url: "https://fonts.example/a.ttf", text: "LAMP" }],
    super_resolution_references: ["https://pictures.example/detail.png"],
  });
  expect(upstream.ledger.at(-1)?.cost).toBeGreaterThanOrEqual(0.23);

  await page.getByRole("button", { name: "Remove Image 1" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "needs a picture to enlarge" })).toBeVisible();
});

test("a request goes to the one provider that was chosen", async ({ page, upstream }) => {
  await choose(page, "Nano Banana Pro");
  const more = await openMore(page, "Provider and route");
  // What opens at the foot of the panel comes into sight by itself.
  await expect(more.getByRole("group", { name: "Provider" }).first()).toBeInViewport();
  await more.getByRole("radio", { name: /^Google.*google-vertex\/global/ }).press("Space");
  await page.keyboard.press("Escape");
  const body = await paint(page, upstream, "A lamp from Vertex");
  expect(body.provider.only).toEqual(["google-vertex/global"]);
  await tile(page, "A lamp from Vertex").getByRole("link").click();
  await expect(page.getByRole("region", { name: "Recipe" })).toContainText("google-vertex/global");
});

test("a provider's own parameter reaches it alone, as the number that was typed", async ({ page, upstream }) => {
  await choose(page, "FLUX.2 Pro");
  const more = await openMore(page, "Passed on to the provider");
  await more.getByLabel("Steps").fill("30");
  await more.getByLabel("Guidance").fill("2.5");
  await page.keyboard.press("Escape");
  const body = await paint(page, upstream, "A lamp in thirty steps");
  expect(body.provider.options["black-forest-labs"]).toEqual({ steps: 30, guidance: 2.5 });
  expect(body.steps).toBeUndefined();
});

test("a wish for privacy moves the request to chat, and is not offered where it cannot hold", async ({
  page,
  upstream,
}) => {
  await choose(page, "Nano Banana Pro");
  await expect(summary(page)).not.toContainText("via chat");
  let more = await openMore(page, "Privacy");
  await more.getByRole("checkbox", { name: /zero data retention/ }).check();
  await page.keyboard.press("Escape");
  await expect(summary(page)).toContainText("via chat");
  const body = await paint(page, upstream, "A private lamp");
  expect(body).toMatchObject({ provider: { zdr: true }, modalities: ["image", "text"] });
  expect(upstream.ledger.at(-1)?.route).toBe("/chat/completions");
  await tile(page, "A private lamp").getByRole("link").click();
  await expect(page.getByRole("region", { name: "Recipe" })).toContainText("Chat completions");
  await page.keyboard.press("Escape");

  await choose(page, "Painter 9");
  await expect(page.getByText("goes without zero data retention")).toBeVisible();
  more = await openMore(page, "Privacy");
  await expect(more).toContainText("it is not guaranteed");
  await expect(more.getByRole("checkbox", { name: /zero data retention/ })).toHaveCount(0);
});

test("more pictures than a model makes at once become several requests", async ({ page, upstream }) => {
  await choose(page, "FLUX.2 Pro");
  await page.getByRole("button", { name: "Pictures of each model" }).click();
  await page.getByRole("radio", { name: "×3" }).press("Space");
  await page.keyboard.press("Escape");
  await expect(summary(page)).toContainText("×3");
  await prompt(page).fill("Three lamps");
  await generate(page).click();
  await expect(tile(page, "Three lamps").getByRole("link")).toHaveCount(3, { timeout: SLOW_MS });
  expect(upstream.bodies.map((body) => JSON.parse(body).n ?? 1)).toEqual([1, 1, 1]);
});

test("pictures become references in one click, in an order of one's own, and the prompt names them", async ({
  page,
  upstream,
}) => {
  await choose(page, "Nano Banana Pro");
  await paint(page, upstream, "A red lamp");
  await paint(page, upstream, "A blue vase");

  await tile(page, "A red lamp").getByRole("link").click();
  const lightbox = page.getByRole("dialog", { name: "Picture" });
  await lightbox.getByRole("button", { name: "Use as reference" }).click();
  await expect(page.getByText("Added as Image 1.").first()).toBeVisible();
  await lightbox.getByRole("button", { name: "Use as reference" }).click();
  await expect(page.getByText("Already there as Image 1.").first()).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Gallery" }).first().click();
  await page.getByRole("checkbox", { name: /Choose: A blue vase/ }).check({ force: true });
  await page.getByRole("button", { name: "Use as reference" }).click();
  await expect(page.getByText("Added as Image 2.").first()).toBeVisible();
  await page.getByRole("link", { name: "Studio" }).first().click();

  const tray = page.getByRole("list", { name: "Reference images" });
  await expect(tray.getByRole("listitem")).toHaveCount(2);
  const source = (at: number) => tray.getByAltText(`Image ${at}`).getAttribute("src");
  const [lamp, vase] = [await source(1), await source(2)];
  await tray.getByRole("button", { name: "Image 2", exact: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tray.getByAltText("Image 1")).toHaveAttribute("src", vase ?? "");
  await expect(tray.getByRole("button", { name: "Image 1", exact: true })).toBeFocused();
  expect(await source(2)).toBe(lamp);

  await prompt(page).fill("Put in the corner");
  await prompt(page).press("Home");
  for (const _ of "Put ") await page.keyboard.press("ArrowRight");
  await tray.getByRole("button", { name: "Image 2", exact: true }).click();
  await expect(prompt(page)).toHaveValue("Put Image 2 in the corner");
  await prompt(page).press("ControlOrMeta+z");
  await expect(prompt(page)).toHaveValue("Put in the corner");

  const body = await paint(page, upstream, "A lamp beside a vase");
  expect(body.input_references).toHaveLength(2);
});

test("more references than a model takes are refused with the reason, never cut in silence", async ({
  page,
  upstream,
}) => {
  await choose(page, "Nano Banana Pro");
  await paint(page, upstream, "A first lamp");
  await tile(page, "A first lamp").hover();
  await tile(page, "A first lamp").getByRole("button", { name: "Use as reference" }).click();
  await expect(page.getByRole("list", { name: "Reference images" }).getByRole("listitem")).toHaveCount(1);
  await choose(page, "Painter 9");
  await prompt(page).fill("A lamp like that");
  await generate(page).click();
  await expect(page.getByRole("region", { name: "Composer" }).getByRole("alert")).toContainText(
    "Painter 9 takes no reference images.",
  );
  expect(upstream.bodies).toHaveLength(1);
});

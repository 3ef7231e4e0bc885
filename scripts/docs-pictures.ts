// `npm run docs:pictures`: makes the README's pictures from a fresh library in the sandbox.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { makePerson, makePictures, type Person, signIn } from "../tests/support/person";
import { Server } from "../tests/support/server";
import { CHROMIUM_ARGS, findChromium } from "./chromium.mjs";

const FOLDER = join(import.meta.dirname, "../docs");

const SETS: [prompt: string, ...flags: string[]][] = [
  [
    "A red fox asleep in fresh snow, morning light",
    "--model",
    "x-ai/grok-imagine-image-2.0",
    "--model",
    "qwen/qwen-image-3",
  ],
  [
    "A street of old houses after rain, lanterns lit",
    ...["google/gemini-3.1-flash-image", "openai/gpt-image-2", "recraft/recraft-v4"].flatMap((id) => ["--model", id]),
    ...["--aspect-ratio", "4:3"],
  ],
  [
    "A lighthouse on a basalt cliff at first light, long exposure, gulls as streaks, muted teal and amber",
    ...[
      "google/gemini-3.1-flash-image",
      "black-forest-labs/flux.2-pro",
      "openai/gpt-image-2",
      "bytedance-seed/seedream-4.5",
    ].flatMap((id) => ["--model", id]),
    ...["--aspect-ratio", "16:9"],
  ],
];

const server = await Server.start();
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
try {
  const person = await makePerson(server);
  for (const [prompt, ...flags] of SETS) await makePictures(server, person, prompt, ...flags);
  await mkdir(FOLDER, { recursive: true });
  await visit(person, { colorScheme: "dark" }, async (page) => {
    await page.getByRole("textbox", { name: "Prompt" }).fill("Same cliff, storm rolling in, the lamp just lit");
    await take(page, "studio");
  });
  await visit(person, { colorScheme: "light" }, async (page) => {
    await page.locator('a[href^="/gallery/"]').first().click();
    await page.waitForURL("**/gallery/*");
    await take(page, "lightbox");
  });
} finally {
  await browser.close();
  await server.stop();
}

async function visit(person: Person, look: BrowserContextOptions, at: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...look });
  const page = await context.newPage();
  await signIn(page, person, server.origin);
  await at(page);
  await context.close();
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForLoadState("networkidle");
  const { size } = await sharp(await page.screenshot())
    .webp({ quality: 78, effort: 6 })
    .toFile(join(FOLDER, `${name}.webp`));
  console.log(`docs/${name}.webp ${Math.round(size / 1000)} kB`);
}

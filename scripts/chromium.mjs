// A Chromium for the end-to-end tests, the page bench and the README's screenshots.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { SetupError } from "./setup.mjs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What it is started with: able to run as root in a container, and silent towards its maker. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Path of a Chromium on this machine: CHROMIUM_PATH, the system's, else Playwright's own; undefined: there is none. */
export async function findChromium() {
  const { chromium } = await import("@playwright/test");
  return [process.env.CHROMIUM_PATH, ...USUAL, chromium.executablePath()].find((path) => path && existsSync(path));
}

/** As `findChromium`, after installing one where there is none: the system's package as root on Debian, else Playwright's. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  const debian = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (debian) {
    command("apt-get", "update", "-qq");
    command("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-color-emoji");
  } else {
    command("npx", "playwright", "install", "chromium");
  }
  const installed = await findChromium();
  if (!installed) throw new SetupError("There is no Chromium and none could be installed: set CHROMIUM_PATH to one.");
  return installed;
}

function command(name, ...args) {
  process.stderr.write(`Installing Chromium: ${name} ${args.join(" ")}\n`);
  spawnSync(name, args, { stdio: ["ignore", "ignore", "inherit"] });
}

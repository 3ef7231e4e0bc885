// `npm run bench:page`: what the studio's pages cost a visitor, beside an empty page of the same Next.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { CHROMIUM_ARGS, ensureChromium } from "../../scripts/chromium.mjs";
import { ensureBuilt, ROOT } from "../../scripts/setup.mjs";
import { makePerson, signIn } from "../support/person";
import { Server } from "../support/server";
import { serveEmptyApp } from "./empty-app";
import { type Visit, visit } from "./visit";

const VISITS = 5;
/** Bytes that the studio's own scripts may take. */
const BUDGET = 75_000;

/** The library to look at: 60 pictures of four models. */
const PROMPTS = [
  "a lighthouse at dusk",
  "a happy banana",
  "a field of red poppies",
  "a paper crane",
  "rain on a window",
];
const MODELS = [
  "google/gemini-3.1-flash-image",
  "openai/gpt-image-2",
  "bytedance-seed/seedream-4.5",
  "black-forest-labs/flux.2-pro",
];
const COUNT = 3;

async function main(): Promise<void> {
  await ensureBuilt();
  const empty = await serveEmptyApp(join(ROOT, "node_modules"));
  const server = await Server.start();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
  try {
    const atStart = memoryOf(server);
    const storageState = await fillLibrary(browser, server);
    const rows = [
      await measure(browser, "empty page", empty.url),
      await measure(browser, "/studio", `${server.origin}/studio`, storageState),
      await measure(browser, "/gallery", `${server.origin}/gallery`, storageState),
    ];
    print(rows);
    console.log(`Server: ${megabytes(atStart)} after the start, ${megabytes(memoryOf(server))} after the visits.`);
    const [base, studio] = rows.map(({ fast }) => fast.scripts.first);
    const own = (studio ?? Number.NaN) - (base ?? Number.NaN);
    console.log(`/studio: ${kilobytes(own)} of scripts above the empty page, ${kilobytes(BUDGET)} at most.`);
    process.exitCode = own <= BUDGET ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
    empty.stop();
  }
}

type Session = Awaited<ReturnType<typeof fillLibrary>>;

/** Makes the pictures by the command line; returns the cookies of their owner. */
async function fillLibrary(browser: Browser, server: Server) {
  const person = await makePerson(server);
  const models = MODELS.flatMap((model) => ["--model", model]);
  for (const prompt of PROMPTS) await server.cli(["generate", prompt, ...models, "--count", String(COUNT)]);
  const context = await browser.newContext({ baseURL: server.origin });
  await signIn(await context.newPage(), person);
  const session = await context.storageState();
  await context.close();
  return session;
}

interface Row {
  page: string;
  fast: Visit;
  /** With a processor four times slower. */
  slow: Visit;
}

async function measure(browser: Browser, page: string, url: string, storageState?: Session): Promise<Row> {
  await visit(browser, url, { storageState });
  const fast = await typical(() => visit(browser, url, { storageState }));
  const slow = await typical(() => visit(browser, url, { storageState, slowDown: 4 }));
  return { page, fast, slow };
}

/** The median of each figure. */
async function typical(once: () => Promise<Visit>): Promise<Visit> {
  const all: Visit[] = [];
  for (let i = 0; i < VISITS; i++) all.push(await once());
  const median = (figure: (visit: Visit) => number) =>
    all.map(figure).sort((a, b) => a - b)[Math.floor(VISITS / 2)] ?? Number.NaN;
  return {
    scripts: { first: median((v) => v.scripts.first), later: median((v) => v.scripts.later) },
    ttfb: median((v) => v.ttfb),
    lcp: median((v) => v.lcp),
    blocked: median((v) => v.blocked),
  };
}

/** A table in Markdown, as the README shows it. */
function print(rows: Row[]): void {
  const line = (name: string, cell: (row: Row) => string) =>
    console.log(`| ${[name, ...rows.map(cell)].join(" | ")} |`);
  line("", ({ page }) => page);
  line("---", () => "---");
  line("first-load scripts, gzip", ({ fast }) => kilobytes(fast.scripts.first));
  line("scripts fetched ahead", ({ fast }) => kilobytes(fast.scripts.later));
  line("time to first byte", ({ fast }) => milliseconds(fast.ttfb));
  line("largest contentful paint", ({ fast }) => milliseconds(fast.lcp));
  line("… processor 4 × slower", ({ slow }) => milliseconds(slow.lcp));
  line("total blocking time, 4 × slower", ({ slow }) => milliseconds(slow.blocked));
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
const milliseconds = (ms: number) => `${Math.round(ms)} ms`;

/** Resident memory in bytes. */
function memoryOf({ pid }: Server): number {
  return 1024 * Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}

await main();

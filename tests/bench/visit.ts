import type { Browser, BrowserContextOptions } from "@playwright/test";

/** What one visit with an empty cache cost. Times in milliseconds from the request on. */
export interface Visit {
  /** Scripts in bytes as they came over the wire: `first` until the load event, `later` what was fetched ahead. */
  scripts: { first: number; later: number };
  /** Until the answer's first byte. */
  ttfb: number;
  /** Until the largest contentful paint. */
  lcp: number;
  /** Total blocking time: what tasks of the main thread took beyond 50 ms each. */
  blocked: number;
}

/** Visits `url` in a browser context of its own. `slowDown` 4 makes the processor four times slower. */
export async function visit(
  browser: Browser,
  url: string,
  { storageState, slowDown = 1 }: { storageState?: BrowserContextOptions["storageState"]; slowDown?: number },
): Promise<Visit> {
  const context = await browser.newContext({ storageState });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
    const scripts = { first: 0, later: 0 };
    const plain: string[] = [];
    const pending = new Map<string, keyof typeof scripts>();
    let loaded = false;
    page.once("load", () => {
      loaded = true;
    });
    cdp.on("Network.requestWillBeSent", ({ requestId, type }) => {
      if (type === "Script") pending.set(requestId, loaded ? "later" : "first");
    });
    cdp.on("Network.responseReceived", ({ type, response }) => {
      const { "Content-Encoding": encoding, "Content-Length": length } = response.headers;
      // Compressing a kilobyte would save nothing.
      if (type === "Script" && encoding !== "gzip" && !(Number(length) < 1024)) plain.push(response.url);
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const when = pending.get(requestId);
      if (when) scripts[when] += encodedDataLength;
    });
    await page.addInitScript(watchPaintAndTasks);
    const response = await page.goto(url, { waitUntil: "load" });
    if (response?.status() !== 200 || page.url() !== url) throw new Error(`${url} did not answer with its page.`);
    await page.waitForLoadState("networkidle");
    if (plain.length > 0) throw new Error(`The server did not compress ${plain.join(", ")}.`);
    return { scripts, ...(await page.evaluate(readTimes)) };
  } finally {
    await context.close();
  }
}

type Watched = typeof globalThis & { lcp: number; blocked: number };

/** Runs in the page, before its own scripts. */
function watchPaintAndTasks(): void {
  const seen = globalThis as Watched;
  seen.lcp = 0;
  seen.blocked = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.blocked += entry.duration - 50;
  }).observe({ type: "longtask", buffered: true });
}

/** Runs in the page. */
function readTimes(): { ttfb: number; lcp: number; blocked: number } {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const { lcp, blocked } = globalThis as Watched;
  return { ttfb: navigation ? navigation.responseStart - navigation.requestStart : Number.NaN, lcp, blocked };
}

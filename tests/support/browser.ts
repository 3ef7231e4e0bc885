import { test as base, expect, type Page, type Request } from "@playwright/test";
import { makePerson, type Person, signIn } from "./person";
import { Server } from "./server";

export { expect };

interface ForEachTest {
  /** Patterns of console lines and failed requests that this test brings about on purpose. */
  expected: RegExp[];
  /** Somebody with a fresh, empty account who is signed in on `page`. */
  person: Person;
}

interface ForEachWorker {
  /** The production server, shared by the tests of one worker: each has people of its own. */
  server: Server;
}

/** Playwright's test with a server, a person, and a page on which every noise fails. */
export const test = base.extend<ForEachTest, ForEachWorker>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: ({ server }, use) => use(server.origin),
  expected: [[], { option: true }],
  page: async ({ page, expected }, use) => {
    const noises = listen(page);
    await use(page);
    const unexpected = noises.filter((noise) => !expected.some((pattern) => pattern.test(noise)));
    expect(unexpected, "noise on the page").toEqual([]);
  },
  person: async ({ server, page }, use) => {
    const person = await makePerson(server);
    await signIn(page, person);
    await use(person);
  },
});

/** Everything that a page must not say or do: warnings, errors, refusals by the Content-Security-Policy, failed requests. */
function listen(page: Page): string[] {
  const noises: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (/error|warning/.test(message.type())) noises.push(`console ${message.type()}: ${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => noises.push(`page error: ${error.message}`));
  page.on("requestfailed", (request) => {
    if (!wasLeft(request)) noises.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) noises.push(`response ${response.status()}: ${response.url()}`);
  });
  return noises;
}

/** A page that is left, and a query that is no longer wanted, end their requests themselves. */
const wasLeft = (request: Request) => request.failure()?.errorText === "net::ERR_ABORTED";

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { type Library, makeLibrary } from "../support/library";

// The browser's share: the page's address and the session's cookie.
const browser = vi.hoisted(() => ({ sessionId: null as string | null, headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => browser.headers }));
vi.mock("@/lib/auth/next-auth", () => ({ sessionIdFromCookie: async () => browser.sessionId }));

const ORIGIN = "http://localhost:4711";

let library: Library;
let sandbox: Sandbox;
let m: Awaited<ReturnType<typeof modules>>;
const logged: string[] = [];

async function modules() {
  return {
    ...(await import("@/lib/db")),
    ...(await import("@/lib/auth/session-row")),
    ...(await import("@/lib/settings/actions")),
    ...(await import("@/lib/settings/upstream")),
    callback: (await import("@/app/api/openrouter/callback/route")).GET,
  };
}

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean(logged.push(String(text))));
  sandbox = await serveSandbox({ latency: "none" });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, APP_URL: "" });
  m = await modules();
});

beforeEach(async () => {
  await m.db().user.deleteMany();
  browser.headers = new Headers({ origin: ORIGIN, host: new URL(ORIGIN).host });
  await signedIn();
});

afterAll(async () => {
  await sandbox?.close();
  await library?.close();
  vi.restoreAllMocks();
});

/** Somebody new is signed in, in this browser. */
async function signedIn(): Promise<string> {
  const { id } = await m.db().user.create({ data: { role: "member" } });
  browser.sessionId = await m.startSession(id, "test");
  return id;
}

/** Presses the button in Settings; returns the address that the browser is sent to. */
async function begin(): Promise<URL> {
  const begun = await m.beginSignIn({});
  if (!begun.ok) throw new Error(begun.error.message);
  return new URL(begun.data.url);
}

/** Answers OpenRouter's question; returns the address that it calls back. */
async function answer(url: URL, decision: "authorize" | "deny"): Promise<string> {
  const answered = await fetch(url, { method: "POST", body: new URLSearchParams({ decision }), redirect: "manual" });
  return answered.headers.get("location") ?? "";
}

/** Follows the call back; returns where the browser ends. */
async function comeBack(address: string): Promise<string> {
  const response = await m.callback(new Request(address));
  expect(response.status).toBe(303);
  expect(response.headers.get("cache-control")).toContain("no-store");
  return response.headers.get("location") ?? "";
}

const ended = (outcome: string) => `/settings?openrouter=${outcome}`;
const ownKeys = () => m.db().apiKey.findMany();

describe("signing in with OpenRouter", () => {
  it("brings a key that works, by a proof that only this server has", async () => {
    const url = await begin();
    expect(url.origin).toBe(new URL(sandbox.url).origin);
    expect(url.pathname).toBe("/auth");
    expect(url.searchParams.get("code_challenge_method")).toBe("S256");
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    const callback = new URL(url.searchParams.get("callback_url") ?? "");
    expect(callback.origin + callback.pathname).toBe(`${ORIGIN}/api/openrouter/callback`);

    expect(await comeBack(await answer(url, "authorize"))).toBe(ended("connected"));
    const [row] = await ownKeys();
    expect(row).toMatchObject({ source: "openrouter" });
    const { apiKey } = await m.upstreamFor(row?.userId ?? "");
    expect(apiKey.slice(-4)).toBe(row?.last4);
    const info = await fetch(`${sandbox.url}/key`, { headers: { authorization: `Bearer ${apiKey}` } });
    expect((await info.json()).data.label).toBe("Proofsheet");
  });

  it("keeps neither the state nor the verifier where they could be read", async () => {
    const state = new URL((await begin()).searchParams.get("callback_url") ?? "").searchParams.get("state") ?? "";
    expect(state).toMatch(/^[\w-]{43}$/);
    const [request] = await m.db().keyRequest.findMany();
    expect(JSON.stringify(request)).not.toContain(state);
    const [first, second] = [await begin(), await begin()];
    for (const name of ["callback_url", "code_challenge"]) {
      expect(first.searchParams.get(name)).not.toBe(second.searchParams.get(name));
    }
  });

  it("ends without a key when it is denied", async () => {
    expect(await comeBack(await answer(await begin(), "deny"))).toBe(ended("denied"));
    expect(await ownKeys()).toEqual([]);
  });

  it("works once, also when the same answer comes ten times at once", async () => {
    const address = await answer(await begin(), "authorize");
    const ends = await Promise.all(Array.from({ length: 10 }, () => comeBack(address)));
    expect(ends.filter((end) => end === ended("connected"))).toHaveLength(1);
    expect(ends.filter((end) => end === ended("used"))).toHaveLength(9);
    expect(await comeBack(address)).toBe(ended("used"));
    expect(await ownKeys()).toHaveLength(1);
  });

  it("is over after ten minutes", async () => {
    const address = await answer(await begin(), "authorize");
    const [request] = await m.db().keyRequest.findMany();
    expect((request?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    await m.db().keyRequest.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await comeBack(address)).toBe(ended("expired"));
    expect(await ownKeys()).toEqual([]);
  });

  it("is bound to the person who began it, and spoilt by anybody else's visit", async () => {
    const address = await answer(await begin(), "authorize");
    const began = browser.sessionId;
    await signedIn();
    expect(await comeBack(address)).toBe(ended("other-person"));
    browser.sessionId = began;
    expect(await comeBack(address)).toBe(ended("used"));
    expect(await ownKeys()).toEqual([]);
  });

  it("is refused with a state that nobody made, an empty one, or that of an earlier try", async () => {
    const earlier = await answer(await begin(), "authorize");
    const later = await begin();
    const at = `${ORIGIN}/api/openrouter/callback`;
    for (const address of [earlier, `${at}?state=${randomUUID()}&code=x`, `${at}?code=x`, `${at}?state=&code=x`]) {
      expect(await comeBack(address), address).toBe(ended("used"));
    }
    expect(await ownKeys()).toEqual([]);
    expect(await comeBack(await answer(later, "authorize"))).toBe(ended("connected"));
  });

  it("brings nothing for a code that OpenRouter never gave, and the earlier key stays", async () => {
    await comeBack(await answer(await begin(), "authorize"));
    const before = await ownKeys();
    const callback = (await begin()).searchParams.get("callback_url");
    expect(await comeBack(`${callback}&code=made-up`)).toBe(ended("refused"));
    expect(await ownKeys()).toEqual(before);
  });

  it("needs somebody who is signed in, at its beginning and at its end", async () => {
    const address = await answer(await begin(), "authorize");
    const session = browser.sessionId;
    browser.sessionId = null;
    expect(await m.beginSignIn({})).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
    expect(await comeBack(address)).toBe(ended("signed-out"));
    browser.sessionId = session;
    expect(await comeBack(address)).toBe(ended("connected"));
  });

  it("is not begun for another site's page", async () => {
    browser.headers = new Headers({ origin: "https://evil.example", host: "localhost:4711" });
    expect(await m.beginSignIn({})).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await m.db().keyRequest.count()).toBe(0);
  });

  it("says so when OpenRouter cannot be reached, and logs neither code, state nor key", async () => {
    const address = await answer(await begin(), "authorize");
    await sandbox.close();
    try {
      expect(await comeBack(address)).toBe(ended("unreachable"));
    } finally {
      sandbox = await serveSandbox({ latency: "none", port: Number(new URL(sandbox.url).port) });
    }
    expect(logged.join()).toContain("settings.sign_in_failed");
    const { searchParams } = new URL(address);
    for (const secret of [searchParams.get("code"), searchParams.get("state"), "sk-or-"]) {
      expect(logged.join()).not.toContain(secret);
    }
  });
});

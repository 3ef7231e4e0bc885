import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
});

async function answer(variables: Record<string, string>): Promise<Headers> {
  Object.assign(process.env, { APP_URL: "", NODE_ENV: "production", ...variables });
  const { proxy } = await import("@/proxy");
  return proxy(new NextRequest("http://127.0.0.1:3000/studio")).headers;
}

const policy = (headers: Headers) => headers.get("Content-Security-Policy") ?? "";

describe("the Content-Security-Policy of a page", () => {
  it("lets no script run but those with this answer's nonce", async () => {
    const [first, second] = [policy(await answer({})), policy(await answer({}))];
    expect(first).toMatch(/script-src 'nonce-[\w-]{36}' 'strict-dynamic';/);
    expect(first).not.toContain("unsafe-eval");
    expect(first).not.toBe(second);
  });

  it("lets styles come from attributes only, and nobody frame the page", async () => {
    const csp = policy(await answer({}));
    expect(csp).toContain("style-src 'self';");
    expect(csp).toContain("frame-ancestors 'none'");
  });

  it("is on the request, too, where Next looks for the nonce", async () => {
    const headers = await answer({});
    expect(headers.get("x-middleware-request-content-security-policy")).toBe(policy(headers));
  });
});

it("Browsers are told to stay on https only where people use it", async () => {
  expect((await answer({ APP_URL: "https://studio.example" })).get("Strict-Transport-Security")).toBe(
    "max-age=31536000",
  );
  vi.resetModules();
  expect((await answer({ APP_URL: "http://studio.example" })).get("Strict-Transport-Security")).toBeNull();
});

it.each([
  ["/", true],
  ["/studio", true],
  ["/sign-in", true],
  ["/gallery/0199", true],
  ["/api/references", false],
  ["/api/health", false],
  ["/_next/static/chunks/a.js", false],
  ["/icon.svg", false],
])("%s passes the proxy: %s", async (path, passes) => {
  const { config } = await import("@/proxy");
  expect(new RegExp(`^${config.matcher}$`).test(path)).toBe(passes);
});

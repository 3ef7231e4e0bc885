import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchCredits, fetchKey } from "@/lib/openrouter/account";
import { authorizationUrl, exchangeCode } from "@/lib/openrouter/pkce";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { serveAnswers } from "../support/broken-upstream";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
});
afterAll(() => sandbox.close());

async function answering<T>(answer: (path: string) => unknown, ask: (url: string) => Promise<T>): Promise<T> {
  const server = await serveAnswers(answer);
  return ask(server.url).finally(server.close);
}

describe("a key", () => {
  it("tells its name, its limits and what it has spent", async () => {
    expect(await fetchKey(sandbox.url, "sk-or-v1-test")).toMatchObject({
      label: expect.stringContaining("..."),
      usage: 0,
      isFreeTier: false,
      isManagementKey: false,
      expiresAt: null,
    });
  });

  it("that is refused is told from a server that cannot say", async () => {
    await expect(fetchKey(sandbox.url, "")).rejects.toMatchObject({ code: "forbidden" });
    await expect(fetchKey("http://127.0.0.1:9", "sk-or-v1-test")).rejects.toMatchObject({ code: "unavailable" });
    await expect(
      answering(
        () => undefined,
        (url) => fetchKey(url, "k"),
      ),
    ).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("500"),
    });
  });

  it("is read whatever its fields are", async () => {
    const read = (data: unknown) =>
      answering(
        () => ({ data }),
        (url) => fetchKey(url, "k"),
      );
    expect(await read({ limit: "much", usage: null, label: 5 })).toMatchObject({ limit: null, usage: 0, label: "" });
    await expect(read("nothing")).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("the account's credit", () => {
  it("is read where the key may see it, and left alone where it may not", async () => {
    expect(await fetchCredits(sandbox.url, "sk-or-v1-mgmt")).toEqual({ total: 100, used: 0 });
    expect(await fetchCredits(sandbox.url, "sk-or-v1-test")).toBeNull();
    expect(await fetchCredits("http://127.0.0.1:9", "sk-or-v1-test")).toBeNull();
  });
});

describe("signing in", () => {
  const verifier = "a".repeat(43);
  const challenge = createHash("sha256").update(verifier).digest("base64url");

  async function code(): Promise<string> {
    const answer = await fetch(`${sandbox.url}/auth/keys/code`, {
      method: "POST",
      headers: { authorization: "Bearer sk-or-v1-test", "content-type": "application/json" },
      body: JSON.stringify({ code_challenge: challenge, code_challenge_method: "S256" }),
    });
    return ((await answer.json()) as { data: { id: string } }).data.id;
  }

  it("begins at the host's root with the challenge and the way back", () => {
    const url = new URL(
      authorizationUrl("https://openrouter.ai/api/v1", {
        callbackUrl: "http://127.0.0.1:3000/back?state=1",
        challenge,
        keyLabel: "Proofsheet",
      }),
    );
    expect(url.origin + url.pathname).toBe("https://openrouter.ai/auth");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      callback_url: "http://127.0.0.1:3000/back?state=1",
      code_challenge: challenge,
      code_challenge_method: "S256",
      key_label: "Proofsheet",
    });
  });

  it("ends with a key that works", async () => {
    const key = await exchangeCode(sandbox.url, { code: await code(), verifier });
    expect(key).toMatch(/^sk-or-v1-/);
    expect((await fetchKey(sandbox.url, key)).usage).toBe(0);
  });

  it("is refused with a sentence for a code that was used, a wrong proof and one that took too long", async () => {
    const used = await code();
    await exchangeCode(sandbox.url, { code: used, verifier });
    await expect(exchangeCode(sandbox.url, { code: used, verifier })).rejects.toThrow(/works once/);
    await expect(exchangeCode(sandbox.url, { code: await code(), verifier: "other" })).rejects.toThrow(/works once/);
    await expect(exchangeCode("http://127.0.0.1:9", { code: "c", verifier })).rejects.toThrow(/could not be reached/);
    const expired = () => ({ error: { code: 403, message: "Authorization code expired" } });
    await expect(answering(expired, (url) => exchangeCode(url, { code: "c", verifier }))).rejects.toThrow(
      /ten minutes/,
    );
  });
});

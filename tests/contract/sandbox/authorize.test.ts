import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type ErrorAnswer, type Json, startSandbox } from "./support";

const api = startSandbox();
const verifier = "a-verifier-of-sufficient-length-for-pkce-0123456789";
const challenge = createHash("sha256").update(verifier).digest("base64url");

const address = (query: Record<string, string>) => `/auth?${new URLSearchParams(query)}`;
const WISH = {
  callback_url: "http://localhost:4000/back?state=s%20t",
  code_challenge: challenge,
  code_challenge_method: "S256",
};

const open = async (query: Record<string, string>) => {
  const response = await api.send("GET", address(query), undefined, { authorization: "" });
  return {
    status: response.status,
    policy: response.headers.get("content-security-policy"),
    html: await response.text(),
  };
};
const press = (decision: string, query: Record<string, string> = WISH) =>
  api.send("POST", address(query), `decision=${decision}`, {
    authorization: "",
    "content-type": "application/x-www-form-urlencoded",
  });
const exchange = (body: Json) => api.post("/auth/keys", body, { authorization: "" });
const keyFor = async (code: string | null) =>
  ((await (await exchange({ code, code_verifier: verifier, code_challenge_method: "S256" })).json()) as { key: string })
    .key;
const keyData = async (key: string) =>
  ((await (await api.get("/key", { authorization: `Bearer ${key}` })).json()) as { data: Json }).data;

describe("GET /auth", () => {
  it("asks the person, under a policy that lets the form lead to the callback and nothing else run", async () => {
    const { status, policy, html } = await open(WISH);
    expect(status).toBe(200);
    expect(html).toContain("localhost:4000");
    expect(html).toContain('<button name="decision" value="authorize">');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:4000;");
    expect(html).not.toContain("<script");
  });

  it("writes what the address says as text", async () => {
    const { html } = await open({ code_challenge: challenge, key_label: '<img src=x onerror="alert(1)">' });
    expect(html).toContain("&lt;img src=x onerror=&quot;");
    expect(html).not.toContain("<img");
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a script for a callback", { ...WISH, callback_url: "javascript:alert(1)" }, /only http and https/],
    ["no address at all", { ...WISH, callback_url: "nowhere" }, /only http and https/],
    ["a limit that is no number", { ...WISH, limit: "much" }, /Invalid limit/],
    ["an unknown method", { ...WISH, code_challenge_method: "S512" }, /Invalid code_challenge_method/],
    ["neither callback nor challenge", {}, /a code_challenge is required/],
  ])("says on a page what is wrong with %s", async (_name, query, message) => {
    const { status, html } = await open(query);
    expect(status).toBe(400);
    expect(html).toMatch(message);
    expect((await press("authorize", query)).status).toBe(400);
  });
});

describe("POST /auth", () => {
  it("goes back with a code that buys a working key once, and keeps the callback's own query", async () => {
    const response = await press("authorize");
    expect(response.status).toBe(303);
    const back = new URL(response.headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe("http://localhost:4000/back");
    expect(back.searchParams.get("state")).toBe("s t");
    const code = back.searchParams.get("code");
    const key = await keyFor(code);
    expect(await keyData(key)).toMatchObject({ usage: 0, limit: null });
    expect((await exchange({ code, code_verifier: verifier })).status).toBe(403);
  });

  it("goes back without a code when the person denies", async () => {
    const back = new URL((await press("deny")).headers.get("location") ?? "");
    expect([...back.searchParams]).toEqual([
      ["state", "s t"],
      ["error", "access_denied"],
    ]);
  });

  it("refuses a form that says neither", async () => {
    expect((await press("maybe")).status).toBe(400);
  });

  it("shows the code when there is nowhere to go back to", async () => {
    const html = await (await press("authorize", { code_challenge: challenge, key_label: "notebook" })).text();
    const code = /<output>([^<]+)</.exec(html)?.[1] ?? "";
    expect((await keyData(await keyFor(code))).label).toBe("notebook");
    expect(await (await press("deny", { code_challenge: challenge })).text()).toContain("Denied");
  });
});

describe("keys that were issued", () => {
  const newKey = async (wish: Json) => {
    const response = await api.post("/auth/keys/code", { code_challenge: challenge, ...wish });
    return keyFor(String(((await response.json()) as { data: Json }).data.id));
  };
  const draw = (key: string) =>
    api.post("/images", { model: "recraft/recraft-v4.1", prompt: "x" }, { authorization: `Bearer ${key}` });

  it("each count what they spent themselves", async () => {
    const [spender, saver] = [await newKey({ key_label: "spender" }), await newKey({ key_label: "saver" })];
    await (await draw(spender)).arrayBuffer();
    expect(await keyData(spender)).toMatchObject({ label: "spender", usage: 0.035, limit_remaining: null });
    expect(await keyData(saver)).toMatchObject({ label: "saver", usage: 0 });
  });

  it("stop at their limit", async () => {
    const key = await newKey({ limit: 0.05, usage_limit_type: "daily" });
    await (await draw(key)).arrayBuffer();
    expect(await keyData(key)).toMatchObject({ limit: 0.05, limit_reset: "daily", usage: 0.035 });
    expect(Number((await keyData(key)).limit_remaining)).toBeCloseTo(0.015, 9);
    await (await draw(key)).arrayBuffer();
    const refused = await draw(key);
    expect(refused.status).toBe(402);
    expect(((await refused.json()) as ErrorAnswer).error.message).toContain("settings/keys");
  });

  it("end when they expire", async () => {
    const key = await newKey({ expires_at: "2026-01-01T00:00:00Z" });
    expect((await draw(key)).status).toBe(401);
  });

  it.each([
    ["GET /auth/keys", () => api.get("/auth/keys"), 405],
    ["no code", () => exchange({}), 400],
    ["an unknown code", () => exchange({ code: "nothing", code_verifier: verifier }), 403],
  ])("are not issued for %s", async (_name, ask, status) => {
    expect((await ask()).status).toBe(status);
  });
});

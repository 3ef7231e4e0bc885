import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { serveSandbox } from "@/lib/sandbox/serve";
import { type ErrorAnswer, type Json, KEY, startSandbox } from "./support";

const api = startSandbox({ key: KEY });
const MANAGEMENT = "sk-or-v1-mgmt";
const wish = { model: "google/gemini-3.1-flash-image", prompt: "a lighthouse" };

const dataOf = async (response: Response) => ((await response.json()) as { data: Json }).data;

describe("GET /key and GET /credits", () => {
  it("counts what was spent", async () => {
    const before = Number((await dataOf(await api.get("/key"))).usage);
    await (await api.images(wish)).arrayBuffer();
    expect(Number((await dataOf(await api.get("/key"))).usage)).toBeCloseTo(before + 0.0672015, 7);
  });

  it("accepts only the key it was given", async () => {
    expect((await api.get("/key", { authorization: "Bearer sk-or-v1-other" })).status).toBe(401);
  });

  it("shows credits to management keys alone", async () => {
    const refused = await api.get("/credits");
    expect(refused.status).toBe(403);
    expect(((await refused.json()) as ErrorAnswer).error.message).toBe(
      "Only management keys can perform this operation",
    );
    const open = await serveSandbox({ latency: "none" });
    const shown = await fetch(`${open.url}/credits`, { headers: { authorization: `Bearer ${MANAGEMENT}` } });
    expect(await dataOf(shown)).toMatchObject({ total_credits: 100, total_usage: 0 });
    await open.close();
  });
});

describe("GET /generation", () => {
  it("tells cost, model and session of a finished call", async () => {
    const response = await api.images({ ...wish, session_id: "s-1", user: "u-1" });
    await response.arrayBuffer();
    const id = response.headers.get("x-generation-id");
    expect(await dataOf(await api.get(`/generation?id=${id}`))).toMatchObject({
      id,
      api_type: "image",
      model: wish.model,
      provider_name: "Google AI Studio",
      session_id: "s-1",
      external_user: "u-1",
      total_cost: 0.0672015,
      num_media_completion: 1,
      cancelled: false,
    });
  });

  it("answers 404 for ids it never gave, and for refused calls", async () => {
    const refused = await api.images({ ...wish, quality: "high" });
    for (const id of ["gen-0-nothing", refused.headers.get("x-generation-id")]) {
      expect((await api.get(`/generation?id=${id}`)).status).toBe(404);
    }
    expect((await api.get("/generation")).status).toBe(400);
  });

  it("lags when the prompt asks it to", async () => {
    const response = await api.images({ ...wish, prompt: "[fault:lookup-late] x" });
    await response.arrayBuffer();
    expect((await api.get(`/generation?id=${response.headers.get("x-generation-id")}`)).status).toBe(404);
  });
});

describe("PKCE", () => {
  const verifier = "a-verifier-of-sufficient-length-for-pkce-0123456789";
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const newCode = async () => {
    const response = await api.post("/auth/keys/code", {
      callback_url: "http://localhost:3000/back",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    return String((await dataOf(response)).id);
  };
  const exchange = (body: Json) => api.post("/auth/keys", body, { authorization: "" });

  it("exchanges a code and its verifier for a key that works, once", async () => {
    const code = await newCode();
    const body = { code, code_verifier: verifier, code_challenge_method: "S256" };
    const answer = (await (await exchange(body)).json()) as { key: string };
    expect(answer.key).toMatch(/^sk-or-v1-[0-9a-f]{64}$/);
    expect((await api.get("/key", { authorization: `Bearer ${answer.key}` })).status).toBe(200);
    expect((await exchange(body)).status).toBe(403);
  });

  it("refuses a wrong verifier and an unknown method", async () => {
    const wrong = await exchange({ code: await newCode(), code_verifier: "wrong", code_challenge_method: "S256" });
    expect(wrong.status).toBe(403);
    const method = await exchange({ code: await newCode(), code_verifier: verifier, code_challenge_method: "S512" });
    expect(method.status).toBe(400);
  });
});

describe("the server", () => {
  it("lets browsers call it", async () => {
    const preflight = await api.send("OPTIONS", "/api/v1/images");
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    expect((await api.get("/images/models")).headers.get("access-control-expose-headers")).toContain("x-generation-id");
  });

  it("answers 404 and 405 in the error envelope", async () => {
    expect(await (await api.get("/nothing")).json()).toMatchObject({ error: { code: 404 } });
    expect(await (await api.get("/images")).json()).toMatchObject({ error: { code: 405 } });
  });

  it("says in one sentence that its port is taken", async () => {
    await expect(serveSandbox({ port: api.port })).rejects.toThrow(`Port ${api.port} on 127.0.0.1 is already in use.`);
  });
});

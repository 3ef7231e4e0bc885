import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";

const request = vi.hoisted(() => ({ headers: new Headers(), user: { id: "me", role: "member" } as object | null }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));
vi.mock("@/lib/auth/session", async () => {
  const { AppError } = await import("@/lib/errors");
  return {
    requireUser: async () => {
      if (request.user) return request.user;
      throw new AppError("unauthenticated", "Sign in.");
    },
  };
});

let m: typeof import("@/lib/auth/door");

beforeAll(async () => {
  Object.assign(process.env, { APP_URL: "", HOST: "", OPENROUTER_API_KEY: "sk-or-v1-canary00" });
  m = await import("@/lib/auth/door");
});
beforeEach(() => {
  request.headers = new Headers({ Origin: "http://localhost:3000", Host: "localhost:3000" });
  request.user = { id: "me", role: "member" };
});

const Input = z.strictObject({ prompt: z.string().min(1, "Write a prompt."), counts: z.array(z.int()).default([]) });
const verb = vi.fn(async (_ctx: unknown, input: z.output<typeof Input>) => input.prompt.toUpperCase());
const act = (input: unknown) => m.authedAction(Input, verb)(input as z.input<typeof Input>);

describe("an action", () => {
  it("hands the verb who asks, by which door, and the input in shape", async () => {
    expect(await act({ prompt: "a fox" })).toEqual({ ok: true, data: "A FOX" });
    expect(verb).toHaveBeenLastCalledWith({ user: request.user, actor: "web" }, { prompt: "a fox", counts: [] });
  });

  it.each([
    ["a foreign site", { Origin: "http://evil.example" }],
    ["an opaque origin", { Origin: "null" }],
    [
      "a foreign site that forges the forwarded host",
      { Origin: "http://evil.example", "X-Forwarded-Host": "evil.example" },
    ],
    ["a name that resolves to this machine", { Origin: "http://evil.example:3000", Host: "evil.example:3000" }],
  ])("does nothing for %s", async (_who, headers) => {
    verb.mockClear();
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    expect(await act({ prompt: "a fox" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(verb).not.toHaveBeenCalled();
  });

  it("does nothing for who sends no origin, unless the browser vouches for it", async () => {
    request.headers.delete("Origin");
    expect(await act({ prompt: "a fox" })).toMatchObject({ error: { code: "forbidden" } });
    request.headers.set("Sec-Fetch-Site", "same-origin");
    expect(await act({ prompt: "a fox" })).toMatchObject({ ok: true });
  });

  it("does nothing for who is signed out, and does not look at the input", async () => {
    request.user = null;
    expect(await act({ prompt: 1 })).toMatchObject({ error: { code: "unauthenticated" } });
  });

  it.each([
    [{ prompt: "" }, "prompt"],
    [{ prompt: "a fox", counts: [1, "two"] }, "counts"],
    [{ prompt: "a fox", userId: "you" }, undefined],
    [null, undefined],
    ["a fox", undefined],
  ])("names the field that is wrong in %j: %s", async (input, field) => {
    const result = await act(input);
    expect(result).toMatchObject({ ok: false, error: { code: "invalid" } });
    if (!result.ok) expect(result.error.field).toBe(field);
  });

  it("tells nothing of an error that nobody foresaw, and logs it without secrets", async () => {
    const lines: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    verb.mockRejectedValueOnce(new Error("disk on fire at /home/me with sk-or-v1-canary00"));
    const result = await act({ prompt: "a fox" });
    write.mockRestore();
    expect(result).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(result)).not.toContain("fire");
    expect(lines.join("")).toContain("disk on fire");
    expect(lines.join("")).not.toContain("canary");
  });
});

describe("a route", () => {
  const params = Promise.resolve({});
  const call = (init: RequestInit, answer = () => new Response("ok")) =>
    m.authedRoute(async () => answer())(new Request("http://localhost:3000/api/x", init), { params });

  it("is read without an origin, and stays in the browser it was read with", async () => {
    const response = await call({});
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
  });

  it("may say itself how long it keeps", async () => {
    const response = await call({}, () => new Response("ok", { headers: { "Cache-Control": "private, max-age=60" } }));
    expect(response.headers.get("Cache-Control")).toBe("private, max-age=60");
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])("refuses %s without an origin of ours", async (method) => {
    expect((await call({ method })).status).toBe(403);
    expect((await call({ method, headers: { Origin: "http://evil.example" } })).status).toBe(403);
    const own = { Origin: "http://localhost:3000", Host: "localhost:3000" };
    expect((await call({ method, headers: own })).status).toBe(200);
  });

  it("answers 401 to who is signed out, and nothing may keep that answer", async () => {
    request.user = null;
    const response = await call({});
    expect(response.status).toBe(401);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await response.json()).toEqual({ error: { code: "unauthenticated", message: "Sign in." } });
  });
});

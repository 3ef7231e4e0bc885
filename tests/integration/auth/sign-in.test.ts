import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Library, makeLibrary } from "../../support/library";

// Next's and next-auth's share: the request's headers and the cookie. What the cookie would carry is `jar.sessionId`.
const jar = vi.hoisted(() => ({ sessionId: undefined as string | undefined, headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => jar.headers }));
vi.mock("@/lib/auth/next-auth", () => ({
  sessionIdFromCookie: async () => jar.sessionId ?? null,
  signIn: async (_provider: string, { sessionId }: { sessionId: string }) => {
    jar.sessionId = sessionId;
  },
  signOut: async () => {
    jar.sessionId = undefined;
  },
}));
vi.mock("@node-rs/argon2", { spy: true });

async function load() {
  const { db } = await import("@/lib/db");
  return {
    db,
    actions: await import("@/lib/auth/actions"),
    ...(await import("@/lib/auth/setup")),
    ...(await import("@/lib/auth/account")),
    ...(await import("@/lib/auth/session")),
  };
}

let library: Library;
let m: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  library = await makeLibrary();
  m = await load();
});
afterAll(() => library.close());

const ORIGIN = { Origin: "http://127.0.0.1:3000", Host: "127.0.0.1:3000" };
const PASSWORD = "correct horse battery";
let email: string;

beforeEach(async () => {
  await m.db().user.deleteMany();
  jar.sessionId = undefined;
  jar.headers = new Headers(ORIGIN);
  // Tries are counted by account: each test has one of its own.
  email = `${crypto.randomUUID()}@example.com`;
  await m.addUser({ email, password: PASSWORD });
  vi.mocked(hash).mockClear();
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

/** Signs in; returns the path that the browser is sent to, or the refusal. */
async function signIn(fields: Record<string, string>) {
  try {
    return await m.actions.signIn(null, form(fields));
  } catch (error) {
    return (error as { digest: string }).digest.split(";")[2];
  }
}

/** Signs another browser in and returns its session's id. */
async function otherBrowser(): Promise<string> {
  const here = jar.sessionId;
  await signIn({ email, password: PASSWORD });
  const there = jar.sessionId ?? "";
  jar.sessionId = here;
  return there;
}

describe("signing in", () => {
  it("opens a session of thirty days, under a new id each time, and goes where one wanted to go", async () => {
    expect(await signIn({ email: email.toUpperCase(), password: PASSWORD, next: "/gallery" })).toBe("/gallery");
    const first = jar.sessionId;
    await signIn({ email, password: PASSWORD });
    expect(jar.sessionId).not.toBe(first);
    const sessions = await m.db().session.findMany();
    expect(sessions).toHaveLength(2);
    for (const { createdAt, expiresAt } of sessions) {
      expect(expiresAt.getTime() - createdAt.getTime()).toBeCloseTo(30 * 86_400_000, -4);
    }
  });

  it("does not leave the site afterwards", async () => {
    expect(await signIn({ email, password: PASSWORD, next: "//evil.example" })).toBe("/studio");
  });

  it("is refused in the same words, after the same work, whether or not the account exists", async () => {
    const wrongPassword = await signIn({ email, password: "wrong password" });
    expect(wrongPassword).toMatchObject({ ok: false, error: { message: "The e-mail or the password is wrong." } });
    for (const unknown of [`no-${email}`, "nonsense", '"quoted"@example.com']) {
      vi.mocked(hash).mockClear();
      expect(await signIn({ email: unknown, password: "wrong password" })).toEqual(wrongPassword);
      expect(hash).toHaveBeenCalledTimes(1);
    }
    expect(jar.sessionId).toBeUndefined();
  });

  it("is not possible to the owner's account before it is set up", async () => {
    await m.db().user.deleteMany();
    await m.db().user.create({ data: { id: "owner", role: "owner" } });
    for (const nobody of ["", "owner", "null"]) {
      expect(await signIn({ email: nobody, password: "" })).toMatchObject({ ok: false });
    }
    expect(jar.sessionId).toBeUndefined();
  });

  it("is refused with the right password, too, after too many wrong ones", async () => {
    for (let i = 0; i < 5; i++) await signIn({ email, password: "wrong password" });
    expect(await signIn({ email, password: PASSWORD })).toMatchObject({ ok: false, error: { code: "throttled" } });
  });

  it("makes the hash anew when its parameters are outdated", async () => {
    const passwordHash = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await m.db().user.update({ where: { email }, data: { passwordHash } });
    expect(await signIn({ email, password: PASSWORD })).toBe("/studio");
    const user = await m.db().user.findUniqueOrThrow({ where: { email } });
    expect(user.passwordHash).toContain("m=19456,t=2,p=1");
    expect(await signIn({ email, password: PASSWORD })).toBe("/studio");
  });

  it("from another site is refused before anything is looked at", async () => {
    jar.headers.set("Origin", "http://evil.example");
    expect(await signIn({ email, password: PASSWORD })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(hash).not.toHaveBeenCalled();
  });

  it("with a password of a megabyte is refused before it is hashed", async () => {
    expect(await signIn({ email, password: "x".repeat(1_000_000) })).toMatchObject({
      ok: false,
      error: { code: "invalid", field: "password" },
    });
    expect(hash).not.toHaveBeenCalled();
  });
});

describe("a session", () => {
  it("says who asks, and no more of the account", async () => {
    await signIn({ email, password: PASSWORD });
    expect(await m.requireUser()).toEqual({ id: "owner", role: "owner" });
  });

  it.each([
    ["was revoked", { deleted: true }],
    ["has run out", { expiresAt: new Date(0) }],
  ])("that %s lets nobody in", async (_how, { deleted, ...data }: { deleted?: boolean; expiresAt?: Date }) => {
    await signIn({ email, password: PASSWORD });
    if (deleted) await m.db().session.deleteMany();
    else await m.db().session.updateMany({ data });
    expect(await m.currentUser()).toBeNull();
    await expect(m.requireUser()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("is stamped when it is seen, but not within five minutes", async () => {
    await signIn({ email, password: PASSWORD });
    const stamp = async (minutesAgo: number) => {
      const lastSeenAt = new Date(Date.now() - minutesAgo * 60_000);
      await m.db().session.updateMany({ data: { lastSeenAt } });
      await m.currentUser();
      const [session] = await m.db().session.findMany();
      return session?.lastSeenAt.getTime() !== lastSeenAt.getTime();
    };
    expect(await stamp(4)).toBe(false);
    expect(await stamp(6)).toBe(true);
  });
});

describe("the account's browsers", () => {
  it("are listed without the ids that their cookies carry, this one marked", async () => {
    await signIn({ email, password: PASSWORD });
    const there = await otherBrowser();
    const list = await m.listSessions({ user: await m.requireUser(), actor: "web" });
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(list).toHaveLength(2);
    expect(JSON.stringify(list)).not.toContain(jar.sessionId);
    expect(JSON.stringify(list)).not.toContain(there);
  });

  it("can be signed out one by one", async () => {
    await signIn({ email, password: PASSWORD });
    const there = await otherBrowser();
    const other = (await m.listSessions({ user: await m.requireUser(), actor: "web" })).find((row) => !row.current);
    expect(await m.actions.revokeSession({ id: other?.id ?? "" })).toMatchObject({ ok: true });
    expect(await m.currentUser()).not.toBeNull();
    jar.sessionId = there;
    expect(await m.currentUser()).toBeNull();
  });

  it("of somebody else are as good as missing", async () => {
    await signIn({ email, password: PASSWORD });
    const [mine] = await m.listSessions({ user: await m.requireUser(), actor: "web" });
    const you = { email: `you-${email}`, password: PASSWORD };
    await m.addUser(you);
    await signIn(you);
    const foreign = await m.actions.revokeSession({ id: mine?.id ?? "" });
    expect(foreign).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect(await m.actions.revokeSession({ id: "missing" })).toEqual(foreign);
    expect(await m.db().session.count()).toBe(2);
  });

  it("are all signed out at once, and nobody else's", async () => {
    await signIn({ email, password: PASSWORD });
    await otherBrowser();
    const you = { email: `you-${email}`, password: PASSWORD };
    await m.addUser(you);
    const mine = jar.sessionId;
    await signIn(you);
    const yours = jar.sessionId;
    jar.sessionId = mine;
    await expect(m.actions.signOutEverywhere(null, form({}))).rejects.toThrow("NEXT_REDIRECT");
    expect(await m.db().session.findMany({ select: { id: true } })).toEqual([{ id: yours }]);
  });
});

describe("changing the password", () => {
  const change = (current: string, password: string) => m.actions.changePassword(null, form({ current, password }));

  it("signs every other browser out and keeps this one", async () => {
    await signIn({ email, password: PASSWORD });
    await otherBrowser();
    expect(await change(PASSWORD, "battery staple")).toMatchObject({ ok: true });
    expect(await m.currentUser()).not.toBeNull();
    expect(await m.db().session.count()).toBe(1);
    expect(await signIn({ email, password: PASSWORD })).toMatchObject({ ok: false });
    expect(await signIn({ email, password: "battery staple" })).toBe("/studio");
  });

  it("needs the current one, and may not be guessed at either", async () => {
    await signIn({ email, password: PASSWORD });
    for (let i = 0; i < 5; i++) {
      expect(await change("wrong password", "battery staple")).toMatchObject({ error: { field: "current" } });
    }
    expect(await change(PASSWORD, "battery staple")).toMatchObject({ error: { code: "throttled" } });
  });

  it("names the field and the limit when the new one is too short", async () => {
    await signIn({ email, password: PASSWORD });
    expect(await change(PASSWORD, "short")).toMatchObject({
      error: { code: "invalid", field: "password", message: expect.stringContaining("10") },
    });
  });

  it("is for who is signed in", async () => {
    expect(await change(PASSWORD, "battery staple")).toMatchObject({ error: { code: "unauthenticated" } });
  });
});

it("Setting up signs in and goes to the studio", async () => {
  await m.db().user.deleteMany();
  const token = new URL((await m.createSetupLink("http://127.0.0.1:3000")) ?? "").searchParams.get("token") ?? "";
  await expect(m.actions.setUp(null, form({ token, email, password: PASSWORD }))).rejects.toMatchObject({
    digest: expect.stringContaining("/studio"),
  });
  expect(await m.currentUser()).toEqual({ id: "owner", role: "owner" });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Library, makeLibrary } from "../../support/library";

async function load() {
  const { db } = await import("@/lib/db");
  return { db, ...(await import("@/lib/auth/owner")), ...(await import("@/lib/auth/setup")) };
}

let library: Library;
let m: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  library = await makeLibrary();
  m = await load();
});
afterAll(() => library.close());
beforeEach(async () => {
  await m.db().user.deleteMany();
  await m.db().oneTimeToken.deleteMany();
});

const PASSWORD = "correct horse battery";
const account = (email: string) => ({ email, password: PASSWORD });

async function newToken(): Promise<string> {
  const link = await m.createSetupLink("http://127.0.0.1:3000");
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

describe("the owner's row", () => {
  it("is one, however many processes make sure of it at once", async () => {
    const owners = await Promise.all(Array.from({ length: 20 }, m.ensureOwner));
    expect(new Set(owners.map(({ id }) => id)).size).toBe(1);
    expect(await m.db().user.count()).toBe(1);
  });

  it("keeps its id when it is claimed, so that what the command line made before is the owner's", async () => {
    const { id } = await m.ensureOwner();
    expect(await m.claimOwner({ ...account("me@example.com"), token: await newToken() })).toBe(id);
    expect(await m.ensureOwner()).toEqual({ id, claimed: true });
  });
});

describe("the set-up link", () => {
  it("carries 128 bits or more, of which only the hash is kept", async () => {
    const token = await newToken();
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    const [row] = await m.db().oneTimeToken.findMany();
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("makes one owner of fifty who use it at once", async () => {
    const token = await newToken();
    const claims = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => m.claimOwner({ ...account(`${i}@example.com`), token })),
    );
    expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const claim of claims) {
      if (claim.status === "rejected") expect(claim.reason).toMatchObject({ name: "AppError" });
    }
    expect(await m.db().user.count()).toBe(1);
    expect(await m.createSetupLink("http://127.0.0.1:3000")).toBeNull();
  });

  it("works once", async () => {
    const token = await newToken();
    await m.claimOwner({ ...account("me@example.com"), token });
    await expect(m.claimOwner({ ...account("you@example.com"), token })).rejects.toMatchObject({ code: "forbidden" });
    expect(await m.setupState(token)).toBe("done");
    expect(await m.findAccount("you@example.com")).toBeNull();
  });

  it("stops working when a newer one is made", async () => {
    const [older, newer] = [await newToken(), await newToken()];
    expect(await m.setupState(older)).toBe("expired");
    expect(await m.setupState(newer)).toBe("ready");
    await expect(m.claimOwner({ ...account("me@example.com"), token: older })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("stops working after a day", async () => {
    const token = await newToken();
    vi.setSystemTime(Date.now() + 24 * 60 * 60 * 1000);
    expect(await m.setupState(token)).toBe("expired");
    await expect(m.claimOwner({ ...account("me@example.com"), token })).rejects.toMatchObject({ code: "forbidden" });
    vi.useRealTimers();
  });

  it("cannot be guessed: no token, an empty one and a wrong one are alike", async () => {
    await newToken();
    for (const token of ["", "x", "0".repeat(64)]) expect(await m.setupState(token)).toBe("expired");
  });
});

describe("an account that the operator adds", () => {
  it("is the owner's at first, then a member's", async () => {
    expect(await m.addUser(account("me@example.com"))).toEqual({ role: "owner" });
    expect(await m.addUser(account("you@example.com"))).toEqual({ role: "member" });
    expect(await m.findAccount("me@example.com")).toEqual({ id: "owner", role: "owner" });
  });

  it("ends the set-up link when it is the owner's", async () => {
    const token = await newToken();
    await m.addUser(account("me@example.com"));
    await expect(m.claimOwner({ ...account("you@example.com"), token })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("makes one owner when many are added at once", async () => {
    const added = await Promise.all(Array.from({ length: 10 }, (_, i) => m.addUser(account(`${i}@example.com`))));
    expect(added.filter(({ role }) => role === "owner")).toHaveLength(1);
    expect(await m.db().user.count()).toBe(10);
  });

  it("is refused when the e-mail is taken, and nothing changes", async () => {
    await m.addUser(account("me@example.com"));
    await m.addUser(account("you@example.com"));
    const before = await m.db().user.findMany({ orderBy: { id: "asc" } });
    for (const { email } of before) {
      await expect(m.addUser({ email: email ?? "", password: "another password" })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(email ?? ""),
      });
    }
    expect(await m.db().user.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  });
});

it("An account is found by its e-mail however that is written, and nothing is found by nonsense", async () => {
  await m.addUser(account("me@example.com"));
  expect(await m.findAccount("  ME@Example.COM ")).toEqual({ id: "owner", role: "owner" });
  expect(await m.findAccount("you@example.com")).toBeNull();
  expect(await m.findAccount("nonsense")).toBeNull();
});

import { beforeEach, expect, it, vi } from "vitest";

let m: typeof import("@/lib/auth/password");

beforeEach(async () => {
  vi.resetModules();
  m = await import("@/lib/auth/password");
});

const PASSWORD = "correct horse battery";

it("A hash is argon2id with its parameters and a salt of its own", async () => {
  const [first, second] = await Promise.all([m.hashPassword(PASSWORD), m.hashPassword(PASSWORD)]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(m.isOutdated(first)).toBe(false);
});

it("A password is told from any other, and belongs to no account that does not exist", async () => {
  const hash = await m.hashPassword(PASSWORD);
  expect(await m.verifyPassword(hash, PASSWORD)).toBe(true);
  expect(await m.verifyPassword(hash, `${PASSWORD} `)).toBe(false);
  expect(await m.verifyPassword(null, PASSWORD)).toBe(false);
});

it("A password is the same from every keyboard", async () => {
  expect(await m.verifyPassword(await m.hashPassword("caf\u00e9 au lait"), "cafe\u0301 au lait")).toBe(true);
});

it("A password with a NUL is not cut short there", async () => {
  expect(await m.verifyPassword(await m.hashPassword("correct\0horse"), "correct\0house")).toBe(false);
});

it("A hash with other parameters is known to be outdated, and still opens", async () => {
  const { hash } = await import("@node-rs/argon2");
  const older = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  expect(m.isOutdated(older)).toBe(true);
  expect(await m.verifyPassword(older, PASSWORD)).toBe(true);
});

it("Twenty-two may sign in at once; the others are told to come back, and the places free up", async () => {
  const tries = await Promise.allSettled(Array.from({ length: 40 }, () => m.verifyPassword(null, PASSWORD)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(22);
  expect(tries.at(-1)).toMatchObject({ reason: { code: "throttled" } });
  expect(await m.verifyPassword(null, PASSWORD)).toBe(false);
});

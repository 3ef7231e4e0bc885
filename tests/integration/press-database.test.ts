import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Library, makeLibrary } from "../support/library";

let library: Library;
let db: typeof import("@/lib/db")["db"];

beforeAll(async () => {
  library = await makeLibrary();
  ({ db } = await import("@/lib/db"));
});

afterAll(() => library?.close());

describe("a write that comes while another's transaction is open", () => {
  it("is not undone with that transaction", async () => {
    const { id } = await db().user.create({ data: { role: "member" } });
    let write: Promise<unknown> | undefined;
    const transaction = db().$transaction(async (tx) => {
      await tx.user.count();
      // Prisma's promises begin when somebody waits for them.
      write = db()
        .user.update({ where: { id }, data: { role: "owner" } })
        .then();
      // Turns enough for the write to reach the database, were it let through.
      for (let turn = 0; turn < 20; turn++) await tx.user.count();
      throw new Error("undone");
    });
    await expect(transaction).rejects.toThrow("undone");
    await write;
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ role: "owner" });
  });

  it("waits for it, and all go on", async () => {
    const transactions = Array.from({ length: 20 }, (_, no) =>
      db().$transaction(async (tx) => {
        await tx.user.create({ data: { role: "member", email: `${no}@people.example` } });
        if (no % 2) throw new Error("undone");
      }),
    );
    const reads = Array.from({ length: 20 }, () => db().user.count());
    await Promise.allSettled([...transactions, ...reads]);
    expect(await db().user.count({ where: { email: { not: null } } })).toBe(10);
  });
});

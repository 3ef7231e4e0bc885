import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, expect, it, vi } from "vitest";
import { migrate } from "@/lib/migrate";

const MIGRATIONS = join(process.cwd(), "prisma/sqlite/migrations");
const folder = mkdtempSync(join(tmpdir(), "proofsheet-migrations-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A library as the first version made it: a picture by a reference image, with what it cost. */
function makeFirstLibrary(name: string): string {
  const [first = ""] = readdirSync(MIGRATIONS).sort();
  const migrations = join(folder, `${name}-migrations`);
  mkdirSync(migrations);
  cpSync(join(MIGRATIONS, first), join(migrations, first), { recursive: true });
  const file = join(folder, `${name}.db`);
  migrate(file, migrations);
  const db = new Sqlite(file);
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    db.prepare(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`)}) VALUES (${names.map(() => "?")})`).run(
      ...Object.values(row),
    );
  };
  insert("User", { id: "owner", role: "owner" });
  insert("GenerationSet", { id: "set", userId: "owner", prompt: "a lamp" });
  insert("Generation", {
    ...{ id: "generation", userId: "owner", setId: "set", position: 0, fingerprint: "f", source: "web" },
    ...{ prompt: "a lamp", searchText: "a lamp", model: "maker/model", transport: "images", settings: '{"n":1}' },
    ...{ status: "succeeded", cost: 40_000_000, charged: "yes", updatedAt: "2026-11-21T00:00:00.000Z" },
  });
  insert("Attempt", {
    ...{ id: "attempt", generationId: "generation", no: 1, state: "settled", leaseOwner: "o", charged: "yes" },
    ...{ leaseUntil: "2026-11-21T00:00:00.000Z", requestSha256: "s", requestBytes: 1, streaming: 0 },
  });
  insert("Blob", { sha256: "ab", bytes: 3, mediaType: "image/png" });
  insert("Image", {
    ...{ id: "image", userId: "owner", generationId: "generation", attemptId: "attempt" },
    index: 0,
    sha256: "ab",
  });
  insert("Reference", { id: "reference", userId: "owner", sha256: "ab" });
  insert("GenerationReference", { generationId: "generation", position: 0, referenceId: "reference" });
  insert("LedgerEntry", {
    ...{ id: "entry", attemptId: "attempt", generationId: "generation", userId: "owner", model: "maker/model" },
    ...{ keyRef: "instance", amount: 40_000_000, source: "response" },
  });
  db.close();
  return file;
}

/** That the library is of this version and has lost nothing. */
function expectWhole(file: string): void {
  const db = new Sqlite(file, { readonly: true });
  const all = (table: string) => db.prepare(`SELECT * FROM "${table}"`).all();
  expect(all("Generation")).toMatchObject([{ id: "generation", cost: 40_000_000, editOfId: null, maskId: null }]);
  expect(all("Attempt")).toMatchObject([{ id: "attempt", transport: "images", charged: "yes", requestText: null }]);
  expect(all("Image")).toMatchObject([{ id: "image", sha256: "ab", deliveredSha256: null }]);
  expect(all("GenerationReference")).toMatchObject([{ referenceId: "reference", role: "picture" }]);
  expect(all("LedgerEntry")).toMatchObject([{ amount: 40_000_000, generationId: "generation", purpose: "generation" }]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
}

it("opens a library of the first version with everything in it", () => {
  const file = makeFirstLibrary("first");
  expect(migrate(file).length).toBeGreaterThan(0);
  expect(migrate(file)).toEqual([]);
  expectWhole(file);
});

it("is complete after the next start, behind whichever statement of a migration the process was killed [B24]", {
  timeout: 60_000,
}, () => {
  const file = makeFirstLibrary("killed");
  const deaths: string[] = [];
  const exec = Sqlite.prototype.exec;
  // What a process that is killed leaves is what its files hold at that moment.
  const spy = vi.spyOn(Sqlite.prototype, "exec").mockImplementation(function (this: Sqlite.Database, sql: string) {
    for (const statement of sql.split(/;\s*$/m).filter((text) => text.trim() !== "")) {
      exec.call(this, statement);
      const left = join(folder, `death-${deaths.length}.db`);
      for (const end of ["", "-wal"]) if (existsSync(file + end)) copyFileSync(file + end, left + end);
      deaths.push(left);
    }
    return this;
  });
  const applied = migrate(file);
  spy.mockRestore();
  expectWhole(file);
  expect(deaths.length).toBeGreaterThan(50);
  for (const left of deaths) {
    // All or nothing: no migration of the run that was killed counts as done.
    expect(migrate(left)).toEqual(applied);
    expectWhole(left);
  }
});

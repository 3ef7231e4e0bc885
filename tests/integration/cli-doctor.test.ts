import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clockFindings } from "@/lib/cli/doctor/openrouter";
import { migrate } from "@/lib/migrate";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";

const BIN = join(import.meta.dirname, "../../bin/proofsheet.mjs");
const KEY = "sk-or-v1-canary0123456789";

// Each is a whole program at work.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let openrouter: Sandbox;
let number = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "proofsheet-doctor-test-"));
  openrouter = await serveSandbox({ latency: "none", key: KEY });
});

afterAll(async () => {
  await openrouter?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A data folder in order. */
function library(): string {
  const dataDir = join(folder, `data-${number++}`);
  mkdirSync(join(dataDir, "secrets"), { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, "secrets", "auth"), "x".repeat(43), { mode: 0o600 });
  migrate(join(dataDir, "proofsheet.db"));
  return dataDir;
}

async function doctor(dataDir: string, variables: Record<string, string> = {}) {
  const clean = { OPENROUTER_BASE_URL: "", DATABASE_URL: "", AUTH_SECRET: "", APP_URL: "", PORT: "0", HOST: "" };
  const child = spawn(process.execPath, [BIN, "doctor", "--json"], {
    cwd: folder,
    env: { ...process.env, ...clean, OPENROUTER_API_KEY: "", DATA_DIR: dataDir, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  expect(out + said).not.toContain("canary");
  const report: { ok: boolean; findings: { check: string; level: string; problem: string; remedy: string }[] } =
    JSON.parse(out);
  expect(report.findings.every(({ remedy }) => remedy !== "")).toBe(true);
  const wrong = report.findings.filter(({ level }) => level === "wrong");
  expect(code).toBe(wrong.length > 0 ? 1 : 0);
  return { code, wrong: wrong.map(({ check, problem }) => `${check}: ${problem}`), findings: report.findings };
}

/** Every file below, with its size and time: what may not change. */
const stateOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(path, name));
      return `${name} ${size} ${mtimeMs}`;
    });

const withKey = () => ({ OPENROUTER_API_KEY: KEY, OPENROUTER_BASE_URL: openrouter.url });

describe("proofsheet doctor", () => {
  it("finds nothing wrong with a library in order, and leaves it as it is to the byte", async () => {
    const dataDir = library();
    const before = stateOf(dataDir);
    expect(await doctor(dataDir, withKey())).toMatchObject({ code: 0, wrong: [] });
    expect(stateOf(dataDir)).toEqual(before);
  });

  it("names a library that is missing and does not make it", async () => {
    const dataDir = join(folder, "nowhere");
    const { wrong } = await doctor(dataDir);
    expect(wrong).toEqual([
      `data folder: The data folder ${dataDir} is missing.`,
      `database: There is no database ${dataDir}/proofsheet.db yet.`,
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it("names every mistake of the environment", async () => {
    const { wrong } = await doctor(library(), { PORT: "x", APP_URL: "nowhere" });
    expect(wrong).toHaveLength(2);
    expect(wrong.join()).toMatch(/PORT .*APP_URL|APP_URL .*PORT/);
  });

  it("names what others may read or write", async () => {
    const dataDir = library();
    chmodSync(join(dataDir, "secrets", "auth"), 0o644);
    chmodSync(dataDir, 0o777);
    expect((await doctor(dataDir)).wrong).toEqual([
      `data folder: Others may write to ${dataDir}.`,
      `secrets: Others may read the secret ${dataDir}/secrets/auth.`,
    ]);
  });

  it("tells a damaged database from one of a newer and one of an older version", async () => {
    const broken = library();
    writeFileSync(join(broken, "proofsheet.db"), "this is no database at all ".repeat(100));
    expect((await doctor(broken)).wrong[0]).toMatch(/^database: The database .* cannot be read/);

    const change = (sql: string) => {
      const dataDir = library();
      const db = new Sqlite(join(dataDir, "proofsheet.db"));
      db.exec(sql);
      db.close();
      return dataDir;
    };
    const newer = change(`UPDATE "_prisma_migrations" SET migration_name = '20990101000000_later' WHERE rowid = 1`);
    expect((await doctor(newer)).wrong).toEqual([
      "database: A newer version made the database (20990101000000_later).",
    ]);
    const older = change(
      `DELETE FROM "_prisma_migrations" WHERE rowid = (SELECT max(rowid) FROM "_prisma_migrations")`,
    );
    const { wrong, findings } = await doctor(older);
    expect(wrong).toEqual([]);
    expect(findings.map(({ problem }) => problem)).toContain("The database is older than this version (1 steps).");
  });

  it("names a key that is refused, a server that is not there, and an address without a key", async () => {
    const refused = { ...withKey(), OPENROUTER_API_KEY: "sk-or-v1-canary-other" };
    expect((await doctor(library(), refused)).wrong).toContain("key: OpenRouter refuses OPENROUTER_API_KEY.");
    const away = { ...withKey(), OPENROUTER_BASE_URL: "http://127.0.0.1:9/api/v1" };
    expect((await doctor(library(), away)).wrong).toEqual([
      "key: The key could not be checked at http://127.0.0.1:9/api/v1.",
      "list of models: http://127.0.0.1:9/api/v1 cannot be reached (ECONNREFUSED).",
    ]);
    expect((await doctor(library(), { OPENROUTER_BASE_URL: openrouter.url })).wrong).toEqual([
      "key: OPENROUTER_BASE_URL is set without a key: nothing goes there.",
    ]);
  });

  it("names paused work with its reason", async () => {
    const dataDir = library();
    const db = new Sqlite(join(dataDir, "proofsheet.db"));
    db.pragma("foreign_keys = OFF");
    const values = ["id", "fingerprint", "source", "prompt", "searchText", "model", "transport", "userId", "setId"];
    db.prepare(
      `INSERT INTO "Generation" (${values.map((name) => `"${name}"`).join()}, "position", "settings", "status", "errorMessage", "updatedAt")
       VALUES (${values.map(() => "'x'").join()}, 0, '{}', 'paused', 'The account is out of credit.', 0)`,
    ).run();
    db.close();
    expect((await doctor(dataDir)).wrong).toEqual(["paused work: 1 generation paused: The account is out of credit."]);
  });

  it("names a port that another program has, and an APP_URL that says another one", async () => {
    const other: Server = createServer((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { wrong } = await doctor(library(), { PORT: String(port), APP_URL: "http://localhost:1" });
    other.close();
    expect(wrong).toEqual([
      `port: Port ${port} is taken by another program.`,
      `APP_URL: APP_URL says port 1, and PORT is ${port}.`,
    ]);
  });

  it("tells a clock that is wrong by the server's date", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(clockFindings("Sat, 21 Nov 2026 12:00:30 GMT", now)).toEqual([]);
    expect(clockFindings(undefined, now)).toEqual([]);
    expect(clockFindings("Sat, 21 Nov 2026 12:10:00 GMT", now)[0]?.problem).toBe(
      "This machine's clock is 10 min behind.",
    );
  });
});

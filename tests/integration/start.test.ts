import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";

const START = join(import.meta.dirname, "../../scripts/start.mjs");

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "proofsheet-start-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm start` where it cannot succeed: nothing is built and nothing served. */
async function start(variables: Record<string, string>) {
  const clean = { OPENROUTER_API_KEY: "", OPENROUTER_BASE_URL: "", DATABASE_URL: "", AUTH_SECRET: "", APP_URL: "" };
  const env = { ...process.env, ...clean, HOST: "", PORT: "0", DATA_DIR: join(folder, "data"), ...variables };
  const child = spawn(process.execPath, [START], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, said, code: (await ended)[0] as number };
}

it("says in one sentence that the port is taken, after the library was made for this user's eyes only", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  try {
    const { out, said, code } = await start({ PORT: String(port) });
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(said).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken\\..*\\n$`));
  } finally {
    other.close();
  }
  const mode = (name: string) => (statSync(join(folder, "data", name)).mode & 0o777).toString(8);
  expect([mode("."), mode("secrets/auth")]).toEqual(["700", "600"]);
});

it("names every mistake of the environment at once", async () => {
  const { said, code } = await start({ PORT: "many", APP_URL: "studio", AUTH_SECRET: "short" });
  expect(code).not.toBe(0);
  for (const name of ["PORT", "APP_URL", "AUTH_SECRET"]) expect(said).toContain(name);
  expect(said).not.toMatch(/^\s+at /m);
});

it("says in one sentence that the data folder cannot be written to", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const { said, code } = await start({ DATA_DIR: join(file, "data") });
  expect(code).not.toBe(0);
  expect(said).toBe(`The data folder ${file}/data cannot be written to (ENOTDIR).\n`);
});

it("says in one sentence that this machine has no such address", async () => {
  const { said, code } = await start({ HOST: "192.0.2.1" });
  expect(code).toBe(1);
  expect(said).toMatch(/^Cannot listen on 192\.0\.2\.1:0 .*\n$/);
});

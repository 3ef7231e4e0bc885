import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LineReport, Report } from "@/lib/cli/generate/report";
import { serveSandbox } from "@/lib/sandbox/serve";

const BIN = join(import.meta.dirname, "../../bin/proofsheet.mjs");

// Each is a whole program at work.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "proofsheet-cli-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(variables: Record<string, string>) {
  const clean = {
    OPENROUTER_API_KEY: "",
    OPENROUTER_BASE_URL: "",
    DATABASE_URL: "",
    AUTH_SECRET: "",
    APP_URL: "",
    PORT: "",
  };
  const data = { DATA_DIR: join(folder, "data"), PROOFSHEET_SANDBOX_LATENCY: "none" };
  return { ...process.env, ...clean, ...data, ...variables };
}

/** Starts `proofsheet` from another folder than the project's. */
function start(args: string[], variables: Record<string, string> = {}, input = "") {
  const env = environment(variables);
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended };
}

async function proofsheet(args: string[], variables?: Record<string, string>) {
  const { child, ended } = start(args, variables);
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, said, code };
}

describe("the proofsheet command", () => {
  it("explains itself", async () => {
    const { out, code } = await proofsheet(["generate", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("Usage: proofsheet generate PROMPT [OUTPUT] [MODEL]");
    expect(out).toContain("--aspect-ratio");
  });

  it.each([
    [["help"], "gallery export"],
    [["help", "gallery", "export"], "--names TEMPLATE"],
    [["models", "add", "--help"], "Usage: proofsheet models add ID"],
    [["sandbox", "--faults"], "[fault:moderation]"],
  ])("%j tells what there is", async (args, expected) => {
    const { out, code } = await proofsheet(args);
    expect(code).toBe(0);
    expect(out).toContain(expected);
  });

  it("takes the arguments of the older scripts as they are", async () => {
    const model = "google/gemini-3.1-flash-image";
    const shell = await proofsheet(["generate", "a banana", "old.png", model, "--quiet"]);
    expect(shell).toMatchObject({ code: 0, out: `${join(folder, "old.png")}\n`, said: "" });
    const python = ["--output", "older.png", "-m", model, "-a", "16:9", "-s", "2K", "--input", "old.png", "--json"];
    const { code, out } = await proofsheet(["generate", "the same, wider", ...python]);
    expect(code).toBe(0);
    const [image] = (JSON.parse(out) as Report).generations[0]?.images ?? [];
    expect(image).toMatchObject({ file: join(folder, "older.png"), width: 2752, height: 1536 });
  });

  it("stops taking lines on Ctrl+C, cancels what it can, and says where things stand", async () => {
    const openrouter = await serveSandbox({ latency: "none" });
    const variables = { OPENROUTER_BASE_URL: openrouter.url, OPENROUTER_API_KEY: "sk-or-v1-canary0123456789" };
    const args = ["generate", "--stdin", "--model", "openai/gpt-image-2", "--concurrency", "1", "--json"];
    const { child, ended } = start(args, variables, "[fault:slow:5000] one\n[fault:slow:5000] two\n");
    child.stderr.on("data", (said: Buffer) => {
      if (said.includes(": running")) child.kill("SIGTERM");
    });
    const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await openrouter.close();
    expect(await ended).toBe(1);
    const reports = out
      .trim()
      .split("\n")
      .map((line): LineReport => JSON.parse(line));
    expect(reports[0]).toMatchObject({ line: 1, sent: true, generations: [{ status: "canceled" }] });
    expect(openrouter.ledger).toHaveLength(1);
    expect(said).toContain("The lines after that were not read.");
  });

  it("says whose key pays, and never the key", async () => {
    const openrouter = await serveSandbox({ latency: "none" });
    const variables = { OPENROUTER_BASE_URL: openrouter.url, OPENROUTER_API_KEY: "sk-or-v1-canary0123456789" };
    const { out, said, code } = await proofsheet(["key", "status"], variables);
    await openrouter.close();
    expect(code).toBe(0);
    expect(out).toContain("OPENROUTER_API_KEY");
    expect(out).toContain("ends in 6789");
    expect(out + said).not.toContain("canary");
  });

  it("makes a picture from any folder without a server, an account or a key", async () => {
    const { out, said, code } = await proofsheet(["generate", "a happy banana", "banana.png"]);
    expect(code, said).toBe(0);
    expect(out).toBe(`${join(folder, "banana.png")}\n`);
  });

  it("makes it also where its words go to a full disk, or nobody reads them, and tells the former [B34]", async () => {
    const full = openSync("/dev/full", "w");
    const unheard = spawn(process.execPath, [BIN, "generate", "unheard", "unheard.png"], {
      ...{ cwd: folder, env: environment({}), stdio: ["ignore", full, full] },
    });
    expect(await new Promise((resolve) => unheard.once("close", resolve))).toBe(1);
    closeSync(full);
    const { child, ended } = start(["generate", "unread", "unread.png"]);
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await ended).toBe(0);
    for (const name of ["unheard.png", "unread.png"]) expect(statSync(join(folder, name)).size).toBeGreaterThan(1000);
  });

  it.each([
    [[], 2, "Which command?"],
    [["paint"], 2, 'There is no command "paint".'],
    [["gallery"], 2, 'There is "gallery list", "gallery show", "gallery export".'],
    [["generate"], 2, "A prompt is missing."],
    [["generate", "a", "b.png", "x/one", "again"], 2, '"again" is one argument too many.'],
    [["generate", "a", "--model", "nobody/nothing"], 3, "There is no model"],
  ])("%j ends with %i in one sentence", async (args, expected, message) => {
    const { out, said, code } = await proofsheet(args);
    expect(code).toBe(expected);
    expect(said).toContain(message);
    expect(said).not.toContain("    at ");
    expect(out).toBe("");
  });

  it("names every mistake of the environment at once, and never the key", async () => {
    const { said, code } = await proofsheet(["generate", "a"], {
      OPENROUTER_API_KEY: "sk-or-v1 canary",
      OPENROUTER_BASE_URL: "nowhere",
      PORT: "x",
    });
    expect(code).toBe(3);
    for (const name of ["OPENROUTER_API_KEY", "OPENROUTER_BASE_URL", "PORT"]) expect(said).toContain(name);
    expect(said).not.toContain("canary");
  });

  it("says in one sentence that the data folder cannot be used", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const { said, code } = await proofsheet(["generate", "a"], { DATA_DIR: file });
    expect(code).toBe(3);
    expect(said).toBe(`The data folder ${file} cannot be written to (EEXIST).\n`);
  });

  it("cancels what can be canceled for free when it is told to stop, and says where things stand", async () => {
    const openrouter = await serveSandbox({ latency: "none" });
    const { child, ended } = start(
      ["generate", "[fault:slow:2000] a banana", "--model", "openai/gpt-image-2", "--json"],
      {
        OPENROUTER_BASE_URL: openrouter.url,
        OPENROUTER_API_KEY: "sk-or-v1-canary0123456789",
      },
    );
    child.stderr.on("data", (said: Buffer) => {
      if (said.includes("running")) child.kill("SIGTERM");
    });
    const report: Report = JSON.parse(await text(child.stdout));
    await openrouter.close();
    expect(await ended).toBe(1);
    expect(report.generations[0]).toMatchObject({ status: "canceled", error: { code: "canceled" } });
  });

  it("stops waiting when its time is up, and does not claim to know how it ended", async () => {
    const openrouter = await serveSandbox({ latency: "none" });
    const { out, code } = await proofsheet(["generate", "[fault:hang] a banana", "--timeout", "4", "--json"], {
      OPENROUTER_BASE_URL: openrouter.url,
      OPENROUTER_API_KEY: "sk-or-v1-canary0123456789",
    });
    await openrouter.close();
    expect(code).toBe(1);
    const report: Report = JSON.parse(out);
    expect(report.generations[0]).toMatchObject({ status: "unknown", charged: "unknown", error: { code: "timeout" } });
    expect(report.total_cost_usd).toBeNull();
  });

  it("serves the sandbox until it is told to stop", async () => {
    const { child, ended } = start(["sandbox", "--port", "0", "--latency", "none"]);
    const url = await new Promise<string>((resolve) => {
      child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    });
    const answer = await fetch(`${url}/images/models`, { headers: { authorization: "Bearer sk-or-any" } });
    expect(answer.status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});

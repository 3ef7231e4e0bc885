import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { serveSandbox } from "@/lib/sandbox/serve";
import { inSpool } from "../support/in-spool";
import { type Library, makeLibrary } from "../support/library";
import { serveScripted } from "../support/scripted-upstream";

type Sandbox = Awaited<ReturnType<typeof serveSandbox>>;

const ROOT = join(import.meta.dirname, "../..");
const TSX = pathToFileURL(join(ROOT, "node_modules/tsx/dist/loader.mjs")).href;

// Each process loads the program anew, and leases last half a minute.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let library: Library;
let sandbox: Sandbox;
let ctx: Context;
let db: typeof import("@/lib/db")["db"];
let create: typeof import("@/lib/generations/create")["create"];
const children: ChildProcess[] = [];

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: "sk-or-v1-canary0123456789" });
  ({ db } = await import("@/lib/db"));
  ({ create } = await import("@/lib/generations/create"));
  const { id } = await db().user.create({ data: { role: "owner" } });
  ctx = { user: { id, role: "owner" }, actor: "cli" };
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await sandbox?.close();
  await library?.close();
});

/** Starts a process with a press of its own; resolves once it works. */
async function startProcess(baseUrl = sandbox.url, ...args: string[]): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", TSX, join(ROOT, "tests/support/press-process.ts"), ...args],
    { cwd: ROOT, env: { ...process.env, OPENROUTER_BASE_URL: baseUrl }, stdio: ["ignore", "pipe", "ignore"] },
  );
  children.push(child);
  await once(child.stdout as Readable, "data");
  return child;
}

async function accept(count: number, prompt: string, settings: object = { resolution: "512" }) {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let at = 0; at < count; at += 64) {
    await create(ctx, {
      setId: randomUUID(),
      prompt,
      references: [],
      generations: ids
        .slice(at, at + 64)
        .map((id) => ({ id, model: "google/gemini-3.1-flash-image", settings: { n: 1, ...settings } })),
    });
  }
  return ids;
}

const statuses = async (ids: string[]) =>
  (await db().generation.groupBy({ by: ["status"], where: { id: { in: ids } }, _count: true })).map(
    ({ status, _count }) => `${_count} ${status}`,
  );

/** Waits until all of `ids` are as said, such as `["200 succeeded"]`. */
const reach = (ids: string[], expected: string[], timeout: number) =>
  expect.poll(() => statuses(ids), { interval: 200, timeout }).toEqual(expected);

describe("two processes on one library", () => {
  it("send each of 32 generations once and enter each charge once [B21]", async () => {
    await Promise.all([startProcess(), startProcess()]);
    const ids = await accept(32, "two processes");
    await reach(ids, ["32 succeeded"], 60_000);
    const attempts = await db().attempt.findMany({ where: { generationId: { in: ids } } });
    expect(new Set(attempts.map(({ leaseOwner }) => leaseOwner)).size).toBe(2);
    const sent = sandbox.ledger.map(({ sessionId }) => sessionId);
    expect(sent.sort()).toEqual(attempts.map(({ id }) => id).sort());
    expect(await db().ledgerEntry.count({ where: { generationId: { in: ids } } })).toBe(32);
  });

  it("send nothing again that one of them had sent when it was killed", async () => {
    const first = await startProcess();
    const before = sandbox.ledger.length;
    const ids = await accept(4, "[fault:hang] killed");
    await expect.poll(() => sandbox.ledger.length - before, { interval: 20, timeout: 30_000 }).toBe(4);
    first.kill("SIGKILL");
    await db().attempt.updateMany({ where: { generationId: { in: ids } }, data: { leaseUntil: new Date(0) } });
    await startProcess();
    await reach(ids, ["4 unknown"], 30_000);
    expect(sandbox.ledger.length - before).toBe(4);
    expect(await db().attempt.count({ where: { generationId: { in: ids } } })).toBe(4);
  });

  it("keep a picture of chat that had come when the process was killed behind it [B5]", async () => {
    const upstream = await serveScripted();
    const picture = `data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7`;
    const delta = { content: "Here", images: [{ image_url: { url: picture } }] };
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-killed" });
      response.write(`data: ${JSON.stringify({ choices: [{ delta, finish_reason: null }] })}\n\n`);
    };
    const first = await startProcess(upstream.url);
    const ids = await accept(1, "killed behind the picture", { transport: "chat" });
    await expect.poll(() => inSpool(picture), { interval: 20, timeout: 30_000 }).toBe(true);
    first.kill("SIGKILL");
    await db().attempt.updateMany({ where: { generationId: { in: ids } }, data: { leaseUntil: new Date(0) } });
    await startProcess(upstream.url);
    await reach(ids, ["1 succeeded"], 30_000);
    expect(upstream.bodies).toHaveLength(1);
    const row = await db().generation.findUniqueOrThrow({ where: { id: ids[0] ?? "" } });
    expect(row).toMatchObject({ text: "Here", openrouterId: "gen-killed", cost: null, lookupAt: expect.any(Date) });
    await upstream.close();
  });

  it.each<[string, string[], (child: ChildProcess) => void, (child: ChildProcess) => void]>([
    ["is stopped and goes on [B22]", [], (child) => child.kill("SIGSTOP"), (child) => child.kill("SIGCONT")],
    ["blocks its event loop for longer than its lease [B30]", ["headers", "6000"], () => {}, () => {}],
  ])("send nothing again, and bring in what comes late, when one %s", async (_what, args, stop, goOn) => {
    const upstream = await serveScripted();
    const picture = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    let answer = () => {};
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-late" });
      response.write('{"data":[');
      answer = () => response.end(`{"b64_json":"${picture}"}],"usage":{"cost":0.04}}`);
    };
    const first = await startProcess(upstream.url, ...args);
    const heard = args.length > 0 ? once(first.stdout as Readable, "data") : null;
    const ids = await accept(1, "late");
    await expect.poll(() => upstream.bodies.length, { interval: 20, timeout: 30_000 }).toBe(1);
    await heard;
    stop(first);
    await db().attempt.updateMany({ where: { generationId: { in: ids } }, data: { leaseUntil: new Date(0) } });
    const { recover } = await import("@/lib/press/recover");
    await recover("another", []);
    expect(await statuses(ids)).toEqual(["1 unknown"]);
    answer();
    goOn(first);
    await reach(ids, ["1 succeeded"], 60_000);
    expect(upstream.bodies).toHaveLength(1);
    expect(await db().ledgerEntry.count({ where: { generationId: { in: ids } } })).toBe(1);
    await upstream.close();
  });
});

import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import type { CreateGenerations } from "@/lib/generations/schema";
import type { Step } from "@/lib/steps";

const ROOT = join(import.meta.dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache");

export type Wish = z.output<typeof CreateGenerations>;

/** What a worker is told. */
export type Order =
  | { kind: "start"; dieAt?: { step: Step; passage: number } }
  | { kind: "create"; ctx: Context; input: Wish };

/** What a worker tells. */
export type Report =
  | { kind: "ready" }
  | { kind: "started" }
  /** It has claimed something. */
  | { kind: "working" }
  | { kind: "accepted"; setId: string }
  | { kind: "refused"; setId: string; reason: string }
  | { kind: "broken"; reason: string };

/** Starts with what V8 compiled before: a life under fire is short, and half of it would go into loading. */
const LOADER = `
// As lib/db sets it: code that was compiled under other flags would be refused.
require("node:v8").setFlagsFromString("--liftoff-only");
const { readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { Script } = require("node:vm");
const source = __filename.replace(/run$/, "cjs");
const script = new Script(wrap(readFileSync(source, "latin1")), {
  filename: source,
  ...(process.argv[2] !== "compile" && { cachedData: readFileSync(source + ".cache") }),
});
script.runInThisContext().call({}, {}, createRequire(source), { exports: {} }, source, __dirname);
if (process.argv[2] === "compile") {
  setTimeout(() => {
    require("node:fs").writeFileSync(source + ".cache", script.createCachedData());
    process.exit();
  }, 500);
}
`;

/** Bundles a module of the proving ground with what it needs of ours; the file that runs it, for `Worker`. */
export async function bundle(entry: string): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "chaos-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [join(ROOT, "tests/chaos", `${entry}.ts`)],
    ...{ bundle: true, minify: true, platform: "node", format: "cjs", target: "node20", logLevel: "error" },
    outfile: join(folder, "worker.cjs"),
    external: ["better-sqlite3", "sharp"],
    // A script that comes out of the cache has no loader for them.
    supported: { "dynamic-import": false },
    conditions: ["react-server"],
    alias: { "@": ROOT, "server-only": join(ROOT, "tests/setup/empty.ts") },
    define: { "import.meta.url": "__url" },
    banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
  });
  const runner = join(folder, "worker.run");
  writeFileSync(runner, LOADER);
  execFileSync(process.execPath, [runner, "compile"], { cwd: ROOT });
  return runner;
}

/** A process with a press, loaded and waiting for its first order. */
export class Worker {
  readonly ready: Promise<unknown>;
  /** Resolves once it has claimed something. */
  readonly working: Promise<void>;
  private readonly child: ChildProcess;
  readonly gone: Promise<unknown>;

  constructor(file: string, environment: Record<string, string>, hear: (report: Report) => void) {
    this.child = fork(file, {
      cwd: ROOT,
      execArgv: [],
      env: { ...process.env, ...environment },
      // The log is not what a proof is about, unless somebody looks into one.
      stdio: ["ignore", "ignore", process.env.CHAOS_LOG ? "inherit" : "ignore", "ipc"],
    });
    this.ready = once(this.child, "message");
    this.gone = once(this.child, "exit");
    this.working = new Promise((resolve) => {
      this.child.on("message", (report: Report) => (report.kind === "working" ? resolve() : hear(report)));
    });
    // One that was just killed cannot be told anything.
    this.child.on("error", () => {});
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  tell(order: Order): void {
    if (this.child.connected) this.child.send(order, () => {});
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

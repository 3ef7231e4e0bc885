import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const ROOT = join(import.meta.dirname, "../..");

/** Settings of the tests' own; the empty ones keep this machine's and the developer's `.env` out, above all a paid key. */
function environment(dataDir: string, variables: Record<string, string>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    OPENROUTER_API_KEY: "",
    OPENROUTER_BASE_URL: "",
    DATABASE_URL: "",
    AUTH_SECRET: "",
    APP_URL: "",
    HOST: "",
    PORT: "0",
    DATA_DIR: dataDir,
    PROOFSHEET_SANDBOX_LATENCY: "none",
    ...variables,
  };
}

/** Ends what `npm start` started. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** `npm start` as a person runs it, on a library and a port of its own, with the sandbox and without a wait. */
export class Server {
  private constructor(
    readonly dataDir: string,
    private readonly variables: Record<string, string>,
    private child: ChildProcess,
    /** Such as `http://127.0.0.1:40123`. */
    readonly origin: string,
    /** What the terminal said to open: the set-up link, or the studio's address. */
    public link: string,
  ) {}

  static async start(variables: Record<string, string> = {}): Promise<Server> {
    const dataDir = mkdtempSync(join(tmpdir(), "proofsheet-e2e-"));
    const { child, link } = await launch(dataDir, variables);
    return new Server(dataDir, variables, child, new URL(link).origin, link);
  }

  /** The server's own process. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Stops and starts on the same library and port. */
  async restart(): Promise<void> {
    await end(this.child);
    const { child, link } = await launch(this.dataDir, { ...this.variables, PORT: new URL(this.origin).port });
    this.child = child;
    this.link = link;
  }

  /** Runs `proofsheet …` on this server's library. Throws with what it said when it fails. */
  async cli(args: string[], input = ""): Promise<string> {
    const child = spawn(process.execPath, [join(ROOT, "bin/proofsheet.mjs"), ...args], {
      env: environment(this.dataDir, this.variables),
    });
    child.stdin.end(input);
    const [out, said, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.once("close", resolve)),
    ]);
    if (code !== 0) throw new Error(`proofsheet ${args[0]} ended with ${code}: ${said}`);
    return out;
  }

  async stop(): Promise<void> {
    await end(this.child);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Starts and waits for the line with the link. */
async function launch(
  dataDir: string,
  variables: Record<string, string>,
): Promise<{ child: ChildProcess; link: string }> {
  const child = spawn(process.execPath, [join(ROOT, "scripts/start.mjs")], { env: environment(dataDir, variables) });
  let said = "";
  const link = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const found = said.match(/https?:\/\/\S+(?=\n)/);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} and said: ${said}`)));
  });
  return { child, link };
}

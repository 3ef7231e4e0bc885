// `npm start` and, with --dev, `npm run dev`: does whatever is missing, serves, and prints the link to open.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import { ensureCli } from "./cli.mjs";
import {
  checkNode,
  ended,
  ensureBuilt,
  ensureInstalled,
  isBuilt,
  loadEnvironment,
  ROOT,
  run,
  SetupError,
} from "./setup.mjs";
import { askToWait } from "./wait.mjs";

const dev = process.argv.includes("--dev");

/** Milliseconds that paid work may take to end after a signal. */
const DRAIN_MS = 30_000;
/** Milliseconds that open answers may take after that. */
const ANSWERS_MS = 2_000;

await run(async () => {
  checkNode();
  // Next and our own code look for their files from the project's folder, wherever this was called.
  process.chdir(ROOT);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  loadEnvironment();
  await ensureInstalled();
  process.env.NODE_ENV = dev ? "development" : "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const [{ host, port, appUrl }, { default: next }, built] = await Promise.all([prepare(), import("next"), isBuilt()]);
  const server = await listen(host, port);
  const address = server.address();
  if (!dev && !built) await ensureBuilt();
  const app = next({ dev, dir: ROOT, hostname: host, port: address.port, httpServer: server });
  await quietly(() => app.prepare());
  server.off("request", askToWait);
  server.on("request", app.getRequestHandler());
  stopOnSignals(server, app);
  const here = `http://${reachable(host)}:${address.port}`;
  await answer(here);
  const origin = appUrl ?? here;
  const link = await globalThis.proofsheet.setupLink(origin);
  process.stdout.write(link ? `Open this link to set up your studio: ${link}\n` : `Proofsheet is at ${origin}\n`);
  await globalThis.proofsheet.work();
  await tellOfTrouble(here);
});

/** Environment, data folder, secrets, database: in a child, before anything slow. It says itself what is wrong. */
async function prepare() {
  const child = spawn(process.execPath, [await ensureCli(), "prepare"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const code = await ended(child);
  if (code !== 0) process.exit(code);
  return JSON.parse(output);
}

/** Takes the port before the build, so that nobody waits for a build in vain; from a server that is stopping as soon as it goes. */
async function listen(host, port) {
  const patience = { headersTimeout: 20_000, requestTimeout: 300_000, connectionsCheckingInterval: 5_000 };
  const server = createServer(patience, askToWait);
  const until = Date.now() + 2 * DRAIN_MS;
  for (;;) {
    const error = await new Promise((done) => {
      const heard = () => done(null);
      server.once("error", (reason) => {
        server.off("listening", heard);
        done(reason);
      });
      server.once("listening", heard).listen(port, host);
    });
    server.removeAllListeners("error");
    if (!error) return server;
    const wait = error.code === "EADDRINUSE" && Date.now() < until;
    if (!wait || !(await isStopping(`http://${reachable(host)}:${port}`))) {
      throw new SetupError(listenProblem(error, host, port));
    }
    await setTimeout(100);
  }
}

/** Whether a server of ours lives there that has been asked to end, or has just ended. */
async function isStopping(origin) {
  try {
    const { reason } = await (await fetch(`${origin}/api/ready`, { signal: AbortSignal.timeout(5000) })).json();
    return reason === "The server is stopping.";
  } catch (error) {
    return ["ECONNREFUSED", "ECONNRESET", "UND_ERR_SOCKET"].includes(error.cause?.code);
  }
}

function listenProblem(error, host, port) {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken. Is Proofsheet running already? Stop it, or choose another one: PORT=${port + 1} npm start`;
  }
  if (error.code === "EACCES")
    return `This user may not listen on port ${port}. Choose one above 1023, such as PORT=3000.`;
  return `Cannot listen on ${host}:${port} (${error.code}). HOST must be an address of this machine.`;
}

/** Next reports on standard output how it came up: the one line there is the link. */
async function quietly(task) {
  const { log } = console;
  console.log = () => {};
  try {
    await task();
  } finally {
    console.log = log;
  }
}

/**
 * Waits for the first answer and until the program has booted. Next runs `instrumentation.ts`, which boots it, only when a
 * request comes; where somebody else's came first, it does not let ours wait for that.
 */
async function answer(origin) {
  const { ok } = await fetch(`${origin}/api/health`);
  if (!ok) throw new SetupError("The server does not start: see above.");
  for (; !globalThis.proofsheet; await setTimeout(10)) await globalThis.proofsheetBoot;
}

async function tellOfTrouble(origin) {
  // It may have been asked to go already.
  const response = await fetch(`${origin}/api/ready`).catch(() => null);
  if (response?.status === 503) process.stderr.write(`Not ready: ${(await response.json()).reason}\n`);
}

/** An address that a browser on this machine can open. */
function reachable(host) {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

/** Lets paid work end while pages go on, then the answers, and goes. npm passes a Ctrl+C on, so a second one counts only later. */
function stopOnSignals(server, app) {
  let since = 0;
  const stop = async () => {
    if (since) {
      if (Date.now() - since > 1000) process.exit(1);
      return;
    }
    since = Date.now();
    // A signal may come before the program has booted: then there is no paid work.
    await globalThis.proofsheet?.stop(DRAIN_MS).catch((error) => process.stderr.write(`${error.stack}\n`));
    const answered = new Promise((done) => server.close(done));
    server.closeIdleConnections();
    await Promise.race([answered, setTimeout(ANSWERS_MS)]);
    await app.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

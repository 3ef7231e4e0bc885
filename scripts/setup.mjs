// What has to be there before any of the program's own code can run. Plain JavaScript without dependencies: on a fresh
// clone there is no node_modules yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, absolute. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const INSTALLED = join(ROOT, "node_modules/.proofsheet-installed");
const BUILT = join(ROOT, ".next/proofsheet-built");

/** Everything that `next build` reads. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

/** A mistake that the person at the terminal can mend: its message is all they need to see. */
export class SetupError extends Error {}

/** Runs `main`; a `SetupError` ends the process with its message alone. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : (error.stack ?? error)}\n`);
    process.exit(1);
  }
}

/** Throws `SetupError` when this Node.js is older than package.json allows. */
export function checkNode(version = process.versions.node) {
  const wanted = readPackage().engines.node.replace(">=", "");
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new SetupError(`Proofsheet needs Node.js ${wanted} or newer; this is ${version}.`);
  }
}

function readPackage() {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
}

/**
 * Reads `.env` of the project's folder, which does not override what is set already, and makes the paths absolute: the
 * same library from whatever folder a command is called.
 */
export function loadEnvironment() {
  const file = join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  process.env.DATA_DIR = resolve(ROOT, process.env.DATA_DIR?.trim() || "data");
  const database = process.env.DATABASE_URL?.match(/^file:(?!\/\/)(.+)$/)?.[1];
  if (database && !isAbsolute(database)) process.env.DATABASE_URL = `file:${resolve(ROOT, database)}`;
}

/** Installs the dependencies when they are missing, or belong to another lock file or another Node.js. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  // The build checks types, so it needs the development packages also where NODE_ENV=production.
  await step("Installing packages (about a minute, only when they changed)", "npm", [
    "ci",
    "--include=dev",
    "--no-audit",
    "--no-fund",
  ]);
}

/** Whether the packages of this lock file are there, for this Node.js. */
export function isInstalled() {
  return existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === installation();
}

/** Called by npm after every installation. */
export function stampInstallation() {
  writeFileSync(INSTALLED, installation());
}

/** Native modules belong to one version of Node's interface (`modules`). */
function installation() {
  return `${hash(["package-lock.json"])} ${process.versions.modules} ${process.platform} ${process.arch}\n`;
}

/** Whether there is a production build of the present sources. */
export function isBuilt() {
  const done = existsSync(BUILT) && existsSync(join(ROOT, ".next/BUILD_ID"));
  return done && readFileSync(BUILT, "utf8") === sources();
}

const sources = () => `${hash(SOURCES)}\n`;

/** Makes the production build unless the present one was made from the same sources. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  const made = sources();
  await step(
    "Building (about half a minute, only when something changed)",
    process.execPath,
    [join(ROOT, "node_modules/next/dist/bin/next"), "build"],
    { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  );
  writeFileSync(BUILT, made);
}

/** SHA-256 (hex) of names and contents of files and folders below ROOT. */
export function hash(names) {
  const sum = createHash("sha256");
  for (const name of names.flatMap(filesOf))
    sum
      .update(`${name}\0`)
      .update(readFileSync(join(ROOT, name)))
      .update("\0");
  return sum.digest("hex");
}

function filesOf(name) {
  const path = join(ROOT, name);
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path)
      .sort()
      .flatMap((child) => filesOf(`${name}/${child}`));
  } catch (error) {
    if (error.code === "ENOTDIR") return [name];
    throw error;
  }
}

/** Runs a long command quietly, with a clock on a terminal; what it printed is shown when it fails. */
async function step(label, command, args, environment = {}) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const terminal = process.stderr.isTTY;
  process.stderr.write(terminal ? `${label} …` : `${label} …\n`);
  const clock = terminal && setInterval(() => process.stderr.write(`\r${label} … ${seconds()}`), 1000);
  const { code, output } = await capture(command, args, environment);
  clearInterval(clock);
  if (terminal) process.stderr.write("\n");
  if (code !== 0) {
    throw new SetupError(`${output}\n"${[command, ...args].join(" ")}" failed after ${seconds()}: see above.`);
  }
}

async function capture(command, args, environment) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await ended(child);
  return { code, output };
}

/** The exit code of a child; 127 when it could not be started. */
export function ended(child) {
  return new Promise((done) => {
    child.once("error", () => done(127));
    child.once("close", (code, signal) => done(signal ? 1 : code));
  });
}

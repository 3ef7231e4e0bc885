// The command line of `lib/cli` as one bundle: loading it module by module would take longer than most commands.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { hash, ROOT } from "./setup.mjs";

/** Below it, `../..` of a bundled module is the project's folder, as it is of `lib/cli/main.ts`. */
const PACKAGES = join(ROOT, "node_modules");
const PREFIX = ".proofsheet-cli-";
/** Milliseconds for which an older bundle is kept: a command that runs may not have loaded all of it. */
const KEPT_MS = 24 * 3600 * 1000;

/** The file that runs the command line, bundled anew where the sources changed (half a second). The packages must be installed. */
export async function ensureCli() {
  const version = hash(["lib", "prisma", "package-lock.json", "tsconfig.json", "scripts/cli.mjs"]).slice(0, 16);
  const folder = join(PACKAGES, `${PREFIX}${version}`);
  const file = join(folder, "main.js");
  if (existsSync(file)) return file;
  const made = mkdtempSync(join(PACKAGES, `${PREFIX}new-`));
  await bundle(made);
  removeOld();
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(file)) throw error;
    rmSync(made, { recursive: true });
  }
  return file;
}

async function bundle(folder) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(ROOT, "lib/cli/main.ts")],
    outdir: folder,
    // A command loads its own part alone.
    ...{ bundle: true, splitting: true, format: "esm", platform: "node", target: "node20", logLevel: "error" },
    external: ["better-sqlite3", "sharp", "@node-rs/argon2"],
    // Modules marked "server-only" throw without this condition, as they do in a browser.
    conditions: ["react-server"],
    // What packages written for require() expect.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
}

function removeOld() {
  for (const name of readdirSync(PACKAGES)) {
    const path = join(PACKAGES, name);
    const old = name.startsWith(PREFIX) && Date.now() - statSync(path).mtimeMs > KEPT_MS;
    if (old) rmSync(path, { recursive: true, force: true });
  }
}

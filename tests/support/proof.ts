import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const ROOT = join(import.meta.dirname, "../..");

/** Milliseconds that it may take: one that hangs must not outlive its test. */
const PATIENCE_MS = 230_000;

/** Runs the short version of a proof of `tests/chaos`. Returns what it said last; throws with all of it where it is red. */
export async function proveShortly(name: string): Promise<string> {
  const args = ["--conditions=react-server", "--import", "tsx", join(ROOT, `tests/chaos/${name}.ts`), "--short"];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: PATIENCE_MS,
  });
  const [said, code] = await Promise.all([text(child.stdout), new Promise((resolve) => child.once("close", resolve))]);
  if (code !== 0) throw new Error(said);
  return said.trim().split("\n").at(-1) ?? "";
}

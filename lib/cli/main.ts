import { join } from "node:path";
import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { logFrom } from "@/lib/log";
import { redact } from "@/lib/secrets";
import { run } from "./run";
import { EXIT, type Terminal, UsageError } from "./terminal";

const { stdin, stdout, stderr } = process;

const terminal: Terminal = {
  folder: process.cwd(),
  out: (line) => stdout.write(`${line}\n`),
  say: (line) => stderr.write(`${line}\n`),
  stdin,
  width: stdout.isTTY ? stdout.columns : null,
  // Node looks at NO_COLOR.
  colors: stdout.isTTY && stdout.hasColors(),
  screen: stderr.isTTY ? stderr : null,
};

// The program finds its own files (migrations) from the project's folder, as Next's server does.
process.chdir(join(import.meta.dirname, "../.."));

// Whoever read our output has gone (`proofsheet … | head -1`), or it goes to a full disk: the work goes on, its result is in
// the library. Results that could not be written are told by the exit code.
let unwritten = false;
stderr.on("error", () => {});
stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  unwritten ||= code !== "EPIPE";
});

// Its own progress is what a person at a terminal reads.
logFrom("warn");
process.exitCode = await main(process.argv.slice(2));
// The press's and the catalogue's open connections are no reason to stay; output to a pipe is still written out. An error
// of the last line is told after this callback.
stdout.write("", () => setImmediate(() => process.exit(process.exitCode || (unwritten ? EXIT.failed : EXIT.ok))));

async function main(args: string[]): Promise<number> {
  try {
    return await run(args, terminal);
  } catch (error) {
    terminal.say(explain(error));
    return error instanceof UsageError ? EXIT.usage : EXIT.refused;
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} "proofsheet help" shows what there is.`;
  if (error instanceof EnvError) return ["The environment is wrong:", ...error.problems].join("\n  ");
  if (error instanceof AppError) return error.message;
  return redact(error instanceof Error ? error.message : String(error));
}

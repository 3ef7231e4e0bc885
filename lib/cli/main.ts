import { join } from "node:path";
import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { redact } from "@/lib/secrets";
import { HELP } from "./help";
import { type Command, EXIT, type Terminal, UsageError } from "./terminal";

// Imported when called for: a command starts as fast as what it needs itself.
const COMMANDS: Record<string, () => Promise<Command>> = {
  generate: async () => (await import("./commands/generate")).generate,
  sandbox: async () => (await import("./commands/sandbox")).sandbox,
  user: async () => (await import("./commands/user")).user,
  prepare: async () => (await import("./commands/prepare")).prepare,
};

const terminal: Terminal = {
  folder: process.cwd(),
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
};

// The program finds its own files (migrations) from the project's folder, as Next's server does.
process.chdir(join(import.meta.dirname, "../.."));

// Whoever read our output has gone (`proofsheet … | head -1`): the work goes on, its result is in the library.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));
// The press's and the catalogue's open connections are no reason to stay; output to a pipe is still written out.
process.stdout.write("", () => process.exit());

async function main([name, ...args]: string[]): Promise<number> {
  const helpWanted = name === "help" || name === "--help" || name === "-h";
  if (helpWanted || args.includes("--help")) {
    terminal.out(HELP);
    return EXIT.ok;
  }
  try {
    const load = name === undefined ? undefined : COMMANDS[name];
    if (!load) throw new UsageError(name === undefined ? "Which command?" : `There is no command "${name}".`);
    return await (await load())(args, terminal);
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

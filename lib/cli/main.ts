import { join } from "node:path";
import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { redact } from "@/lib/secrets";
import { prepare } from "./commands/prepare";

/** What the command line needs of the process it runs in. */
export interface Terminal {
  /** The folder that relative paths of the arguments start from. */
  folder: string;
}

type Command = (args: string[], terminal: Terminal) => Promise<number>;

const COMMANDS: Record<string, Command> = { prepare };

const terminal: Terminal = { folder: process.cwd() };
// The program finds its own files (migrations) from the project's folder, as Next's server does.
process.chdir(join(import.meta.dirname, "../.."));

try {
  const [name = "help", ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  process.exitCode = command ? await command(args, terminal) : 2;
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 3;
}

function explain(error: unknown): string {
  if (error instanceof EnvError) return ["The environment is wrong:", ...error.problems].join("\n  ");
  if (error instanceof AppError) return error.message;
  return redact(error instanceof Error ? error.message : String(error));
}

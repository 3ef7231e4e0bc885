import type { Command } from "../commands";
import { bash } from "../completion/bash";
import { fish } from "../completion/fish";
import { zsh } from "../completion/zsh";
import type { Options } from "../options";
import { EXIT, UsageError } from "../terminal";

const SHELLS: Record<string, () => string> = { bash, zsh, fish };

/** Prints the script that teaches a shell the commands, their options and the models. */
export const completion: Command<Options> = async ({ rest: [shell = ""] }, { out }) => {
  const script = SHELLS[shell];
  if (!script) throw new UsageError("completion takes bash, zsh or fish.");
  out(script());
  return EXIT.ok;
};

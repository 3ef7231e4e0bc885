import { COMMANDS, type CommandSpec } from "./commands";
import type { Option } from "./options";

/** Columns that are kept for the left side of a list. */
const LEFT = 28;
const WIDTH = 110;

/** What `proofsheet help` prints. */
export function overview(): string {
  const rows = COMMANDS.map((spec) => row(usage(spec), spec.says));
  return [
    "Usage: proofsheet COMMAND …",
    "",
    ...rows,
    "",
    '"proofsheet help COMMAND" shows what a command takes.',
    "",
    "Results go to standard output, everything else to standard error.",
    "Exit codes: 0 all succeeded, 1 any other outcome, 2 the command was not understood, 3 nothing was sent.",
    "Settings come from the environment or from .env: see .env.example.",
  ].join("\n");
}

/** What `proofsheet help COMMAND` prints. */
export function helpFor(spec: CommandSpec): string {
  const options = Object.entries(spec.options).map(([name, option]) => row(flags(name, option), option.says));
  return [
    `Usage: proofsheet ${usage(spec)}${options.length > 0 ? " [OPTIONS]" : ""}`,
    "",
    `${spec.says[0]?.toUpperCase()}${spec.says.slice(1)}.`,
    ...(options.length > 0 ? ["", ...options] : []),
    ...(spec.notes ? ["", spec.notes] : []),
  ].join("\n");
}

const usage = ({ name, takes }: CommandSpec) => [name, takes].filter(Boolean).join(" ");

function flags(name: string, { short, value, many }: Option): string {
  const long = `--${name}${value ? ` ${value}` : ""}${many ? " …" : ""}`;
  return short ? `-${short}, ${long}` : long;
}

/** `  left   right`, with the right side broken into lines of its own column. */
function row(left: string, right: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of right.split(" ")) {
    if (line && LEFT + line.length + word.length > WIDTH) {
      lines.push(line);
      line = "";
    }
    line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  const indent = `\n${" ".repeat(LEFT + 2)}`;
  return left.length < LEFT ? `  ${left.padEnd(LEFT)}${lines.join(indent)}` : `  ${left}${indent}${lines.join(indent)}`;
}

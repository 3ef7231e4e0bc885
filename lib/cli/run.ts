import { COMMANDS, type CommandSpec, PREPARE } from "./commands";
import { helpFor, overview } from "./help";
import { readOptions, splitArguments } from "./options";
import { EXIT, type Terminal, UsageError } from "./terminal";

/** Runs one command line. Returns the exit code; throws `UsageError` for one that is not understood, and what the command throws. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const [first, ...others] = args;
  const asked = first === "help" || first === "--help" || first === "-h";
  if (asked || beforeRest(others).some((arg) => arg === "--help" || arg === "-h")) {
    const words = asked ? others : args;
    terminal.out(words.length > 0 ? helpFor(find(words).spec) : overview());
    return EXIT.ok;
  }
  const { spec, given } = find(args);
  const { texts, rest } = splitArguments(given, spec.options);
  const extra = rest[spec.most];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many.`);
  return spec.run({ values: readOptions(spec.options, texts, terminal.folder), rest, texts }, terminal);
}

/** Behind `--` everything is an argument. */
const beforeRest = (args: string[]) => (args.includes("--") ? args.slice(0, args.indexOf("--")) : args);

/** The command that the words begin with, of two words if there is one, and what is left of them. */
function find(words: string[]): { spec: CommandSpec; given: string[] } {
  const [first, second] = words;
  if (first === undefined) throw new UsageError("Which command?");
  const named = (name: string) => [...COMMANDS, PREPARE].find((spec) => spec.name === name);
  const both = named(`${first} ${second}`);
  if (both) return { spec: both, given: words.slice(2) };
  const alone = named(first);
  if (alone) return { spec: alone, given: words.slice(1) };
  const verbs = COMMANDS.flatMap(({ name }) => (name.startsWith(`${first} `) ? `"${name}"` : []));
  throw new UsageError(verbs.length > 0 ? `There is ${verbs.join(", ")}.` : `There is no command "${first}".`);
}

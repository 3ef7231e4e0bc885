import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./terminal";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** `parseArgs`, strict; whatever it does not understand is a `UsageError`. */
export function parseFlags<const T extends Options>(args: string[], options: T, positionals: number) {
  try {
    const parsed = parseArgs({ args, options, strict: true, allowPositionals: true });
    const extra = parsed.positionals[positionals];
    if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many.`);
    return parsed;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (error instanceof Error && code.startsWith("ERR_PARSE_ARGS")) throw new UsageError(firstSentence(error.message));
    throw error;
  }
}

/** Node's advice after the first sentence is about its own syntax. */
const firstSentence = (text: string) => `${text.split(/\.\s/)[0]?.replace(/\.$/, "")}.`;

/** The whole number that a flag gives. Throws `UsageError`. */
export function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${flag} takes a whole number from ${min} to ${max}, not "${text}".`);
}

import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./terminal";

/** Where an option's text stands: what a reader needs for its complaints and for paths. */
export interface Place {
  /** Such as `--seed`. */
  flag: string;
  /** The folder that relative paths start from. */
  folder: string;
}

/** Makes a value of the text of an option. Throws `UsageError` naming the option. */
export type Reader<V> = (text: string, place: Place) => V;

/** One option of a command. Tables of them drive parsing, help and completion. */
export interface Option<V = unknown> {
  /** What it does, for the help. */
  says: string;
  /** What stands for its value in the help, such as `FILE`; absent: it is a switch. */
  value?: string;
  /** May be given several times; else the last one counts. */
  many?: boolean;
  short?: string;
  /** Further long names, which older scripts use. */
  also?: readonly string[];
  /** What a shell offers as its value. */
  completes?: "file" | "folder" | "model" | readonly string[];
  /** Its value, of all the texts that were given, in order; none: it was not given. */
  read(texts: string[], place: Place): V;
}

export type Options = Record<string, Option>;
export type Values<T extends Options> = { [K in keyof T]: ReturnType<T[K]["read"]> };

/** What was given, by the option's name. A switch that was given has the text "". */
export type Texts = Record<string, string[]>;

type More = Pick<Option, "short" | "also" | "completes">;

export const flag = (says: string, more: More = {}): Option<boolean> => ({
  says,
  ...more,
  read: (texts) => texts.length > 0,
});

export const one = <V>(value: string, says: string, read: Reader<V>, more: More = {}): Option<V | undefined> => ({
  value,
  says,
  ...more,
  read: (texts, place) => {
    const last = texts.at(-1);
    return last === undefined ? undefined : read(last, place);
  },
});

export const many = <V>(value: string, says: string, read: Reader<V>, more: More = {}): Option<V[]> => ({
  value,
  says,
  many: true,
  ...more,
  read: (texts, place) => texts.map((text) => read(text, place)),
});

/** Every name of an option → the name it has in its table. */
const namesOf = (options: Options): Map<string, string> =>
  new Map(
    Object.entries(options).flatMap(([name, { also = [] }]) => [name, ...also].map((each) => [each, name] as const)),
  );

/** The table's name of the option that scripts call so; undefined: there is none. */
export const canonicalName = (options: Options, name: string): string | undefined => namesOf(options).get(name);

/** Splits arguments into options and the rest. Throws `UsageError` for an option that the table lacks, or that lacks its value. */
export function splitArguments(args: string[], options: Options): { texts: Texts; rest: string[] } {
  const names = namesOf(options);
  const known: ParseArgsConfig["options"] = {};
  for (const [each, name] of names) {
    const { value, short } = options[name] ?? {};
    known[each] = { type: value ? "string" : "boolean", multiple: true, ...(each === name && short && { short }) };
  }
  try {
    const { tokens, positionals } = parseArgs({
      args,
      options: known,
      strict: true,
      allowPositionals: true,
      tokens: true,
    });
    const texts: Texts = {};
    for (const token of tokens) {
      const name = token.kind === "option" ? names.get(token.name) : undefined;
      if (token.kind === "option" && name) texts[name] = [...(texts[name] ?? []), token.value ?? ""];
    }
    return { texts, rest: positionals };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (error instanceof Error && code.startsWith("ERR_PARSE_ARGS")) throw new UsageError(firstSentence(error.message));
    throw error;
  }
}

/** Node's advice after the first sentence is about its own syntax. */
const firstSentence = (text: string) => `${text.split(/\.\s/)[0]?.replace(/\.$/, "")}.`;

/** The values of a table's options. Throws `UsageError` naming the option that is wrong. */
export function readOptions<T extends Options>(options: T, texts: Texts, folder: string): Values<T> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      option.read(texts[name] ?? [], { flag: `--${name}`, folder }),
    ]),
  ) as Values<T>;
}

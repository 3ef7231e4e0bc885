import { COMMANDS, type CommandSpec } from "../commands";
import type { Option } from "../options";

/** What a shell is to offer in one place. */
export type Offer = Option["completes"];

/** One option as a shell sees it. */
export interface Word {
  /** Such as `--model`, `-m`. */
  flags: string[];
  says: string;
  /** Null: it takes no value. */
  value: { offer: Offer } | null;
}

/** The hidden command that prints the ids of all models: `bin/model-ids.mjs`. */
export const MODEL_IDS = "__complete";

export const wordsOf = ({ options }: CommandSpec): Word[] =>
  Object.entries(options).map(([name, { short, says, value, completes }]) => ({
    flags: [`--${name}`, ...(short ? [`-${short}`] : [])],
    says,
    value: value ? { offer: completes } : null,
  }));

/** The first words of all commands, and the second ones by the first. */
export function commandWords(): { first: string[]; second: Map<string, string[]> } {
  const names = COMMANDS.map(({ name }) => name.split(" "));
  const second = new Map<string, string[]>();
  for (const [first = "", verb] of names) if (verb) second.set(first, [...(second.get(first) ?? []), verb]);
  return { first: [...new Set([...names.map(([first = ""]) => first), "help"])], second };
}

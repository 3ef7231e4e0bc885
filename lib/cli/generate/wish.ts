import { resolve } from "node:path";
import type { Settings } from "@/lib/generations/schema";
import { readOptions, type Texts } from "../options";
import { isId } from "../readers";
import { UsageError } from "../terminal";
import { WISH } from "./options";
import { flagFor, readSettings } from "./settings";

/** What a command line, or one line of `--stdin`, asks for. */
export interface Wish {
  /** Made by the caller, so that the same wish is never paid for twice; absent: a new one each time. */
  id?: string;
  prompt: string;
  /** Ids; none: the default model. */
  models: string[];
  settings: Omit<Settings, "n">;
  count: number;
  /** Absolute paths, and ids of pictures of the gallery. */
  references: string[];
  /** The picture that it continues from. */
  edit: string | undefined;
  /** Absolute path, as the next one. */
  mask: string | undefined;
  output: string | undefined;
  /** The option that a field of the input is for, such as `--seed` of `seed`. */
  flagOf(field: string): string | undefined;
}

/** Reads the options of a wish. Throws `UsageError` naming the one that is wrong. */
export function readWish(prompt: string, texts: Texts, folder: string): Wish {
  const values = readOptions(WISH, texts, folder);
  if (values.mask && !values.edit) throw new UsageError("--mask goes with --edit, which names the picture it is for.");
  return {
    prompt,
    models: values.model,
    settings: readSettings(values),
    count: values.count ?? 1,
    references: values.reference.map((each) => (isId(each) ? each.toLowerCase() : resolve(folder, each))),
    edit: values.edit,
    mask: values.mask,
    output: values.output && resolve(folder, values.output),
    flagOf: (field) => OTHER_FLAGS[field] ?? flagFor(field, texts),
  };
}

const OTHER_FLAGS: Record<string, string> = {
  model: "--model",
  n: "--count",
  generations: "--count",
  references: "--reference",
  edit: "--edit",
  imageId: "--edit",
  mask: "--mask",
  maskId: "--mask",
  output: "--output",
  budget: "--budget",
};

/** The texts of a command line with the output and the model that may stand behind the prompt. Throws `UsageError`. */
export function withPositionals(texts: Texts, [output, model]: string[]): Texts {
  if (output !== undefined && texts.output) {
    throw new UsageError("The output is given twice: as an argument and by --output.");
  }
  return {
    ...texts,
    ...(output !== undefined && { output: [output] }),
    ...(model !== undefined && { model: [model, ...(texts.model ?? [])] }),
  };
}

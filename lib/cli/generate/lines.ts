import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { canonicalName, type Texts } from "../options";
import { isId } from "../readers";
import { UsageError } from "../terminal";
import { WISH } from "./options";
import { readWish, type Wish } from "./wish";

export interface Line {
  /** From 1; skipped lines count. */
  no: number;
  text: string;
}

/** The lines of a stream that ask for something: blank ones and comments (`#`) are skipped. Ends early when `stop` aborts. */
export async function* readLines(stream: Readable, stop: AbortSignal): AsyncGenerator<Line> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  stop.addEventListener("abort", () => lines.close(), { once: true });
  let no = 0;
  for await (const each of lines) {
    if (stop.aborted) return;
    no += 1;
    const text = (no === 1 ? each.replace(/^\uFEFF/, "") : each).trim();
    if (text !== "" && !text.startsWith("#")) yield { no, text };
  }
}

/** A line as a wish, with `defaults` for what it does not say itself. Throws `UsageError`. */
export function parseLine({ no, text }: Line, defaults: Texts, folder: string): Wish {
  const own = text.startsWith("{") ? readJson(text) : { prompt: text, texts: {} };
  const texts: Texts = { ...defaults, ...own.texts };
  const output = texts.output?.map((name) => name.replaceAll("{line}", String(no)));
  return { ...readWish(own.prompt, { ...texts, ...(output && { output }) }, folder), id: own.id };
}

interface Own {
  id?: string;
  prompt: string;
  texts: Texts;
}

function readJson(text: string): Own {
  const { id, prompt, ...options } = parseObject(text);
  if (typeof prompt !== "string") throw new UsageError('It lacks a "prompt", which is a text.');
  if (id != null && !(typeof id === "string" && isId(id))) throw new UsageError('Its "id" is no UUID.');
  const texts: Texts = {};
  for (const [given, value] of Object.entries(options)) {
    const name = canonicalName(WISH, given);
    if (!name) throw new UsageError(`A line has no option "${given}".`);
    const own = textsOf(name, value);
    if (own.length > 0) texts[name] = own;
  }
  return { prompt, texts, ...(id != null && { id: String(id).toLowerCase() }) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("It begins with { and is not JSON.");
  }
}

/** A JSON value in the words of the command line: what `--name` would be given. */
function textsOf(name: string, value: unknown): string[] {
  const isSwitch = !WISH[name as keyof typeof WISH].value;
  if (value === null || value === undefined) return [];
  if (isSwitch && typeof value === "boolean") return value ? [""] : [];
  if (!isSwitch && ["string", "number", "boolean"].includes(typeof value)) return [String(value)];
  if (!isSwitch && Array.isArray(value)) return value.flatMap((each) => textsOf(name, each));
  if ((name === "param" || name === "option") && typeof value === "object") {
    return Object.entries(value).map(([key, each]) => `${key}=${each}`);
  }
  throw new UsageError(`Its "${name}" has a value that --${name} does not take.`);
}

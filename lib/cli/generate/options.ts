import { SET_MAX } from "@/lib/generations/limits";
import { flag, many, one } from "../options";
import { dollars, id, path, text, wholeNumber } from "../readers";
import { SETTING_OPTIONS } from "./settings";

/** What one wish is made of: with `--stdin` each line may have its own. */
export const WISH = {
  output: one(
    "FILE",
    "where the first picture goes; further ones go to FILE-2, FILE-3 … With --stdin {line} stands for the line's number",
    text,
    {
      short: "o",
      completes: "file",
    },
  ),
  model: many("ID", "such as google/gemini-3.1-flash-image; repeat it to compare several", text, {
    short: "m",
    completes: "model",
  }),
  count: one("N", "pictures of each model", wholeNumber(1, SET_MAX), { short: "n" }),
  reference: many("FILE", "a picture to start from, or the id of one of the gallery", text, {
    short: "i",
    also: ["image", "input"],
    completes: "file",
  }),
  edit: one("ID", "continue from this picture of the gallery", id),
  mask: one("FILE", "with --edit: only what is white in this picture may change", path, { completes: "file" }),
  ...SETTING_OPTIONS,
};

/** How the command goes about it. */
const WORK = {
  stdin: flag("read prompts from standard input, one a line, or JSON lines"),
  concurrency: one("N", "lines under way at a time; 4 unless told", wholeNumber(1, 64)),
  budget: one("USD", "send nothing that may bring the cost above this", dollars),
  "allow-unknown-price": flag("under a budget, also send what has no known price"),
  json: flag("print the outcome as JSON"),
  quiet: flag("say nothing of the progress", { short: "q" }),
  as: one("EMAIL", "for this account instead of the owner", text),
  timeout: one("SECONDS", "how long to wait for a picture; 600 unless told", wholeNumber(1, 86_400)),
};

export const GENERATE = { ...WISH, ...WORK };

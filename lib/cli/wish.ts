import { resolve } from "node:path";
import { SET_MAX } from "@/lib/generations/limits";
import type { Settings } from "@/lib/generations/schema";
import { parseFlags, wholeNumber } from "./flags";
import { UsageError } from "./terminal";

/** What the arguments of `generate` ask for. */
export interface Wish {
  prompt: string;
  /** Ids; none: the default model. */
  models: string[];
  settings: Omit<Settings, "n">;
  count: number;
  /** Absolute paths, as the next one. */
  references: string[];
  output: string | undefined;
  json: boolean;
  as: string | undefined;
  timeoutMs: number;
}

/** Reads the arguments. Throws `UsageError`. */
export function parseWish(args: string[], folder: string): Wish {
  const { values, positionals } = parseFlags(
    args,
    {
      output: { type: "string" },
      model: { type: "string", multiple: true, default: [] },
      "aspect-ratio": { type: "string" },
      size: { type: "string" },
      count: { type: "string", default: "1" },
      reference: { type: "string", multiple: true, default: [] },
      seed: { type: "string" },
      quality: { type: "string" },
      format: { type: "string" },
      json: { type: "boolean", default: false },
      as: { type: "string" },
      timeout: { type: "string", default: "600" },
    },
    3,
  );
  const [prompt, output, model] = positionals;
  if (prompt === undefined) throw new UsageError("A prompt is missing.");
  if (output && values.output) throw new UsageError("The output is given twice: as an argument and by --output.");
  const file = values.output ?? output;
  const size = values.size?.toLowerCase();
  const pixels = size?.includes("x");
  return {
    prompt,
    models: model ? [model, ...values.model] : values.model,
    settings: {
      aspectRatio: values["aspect-ratio"],
      size: pixels ? size : undefined,
      resolution: pixels ? undefined : values.size?.toUpperCase(),
      quality: values.quality,
      outputFormat: values.format?.toLowerCase().replace(/^jpg$/, "jpeg"),
      seed: values.seed === undefined ? undefined : wholeNumber("seed", values.seed, 0, 2_147_483_647),
    },
    count: wholeNumber("count", values.count, 1, SET_MAX),
    references: values.reference.map((path) => resolve(folder, path)),
    output: file === undefined ? undefined : resolve(folder, file),
    json: values.json,
    as: values.as,
    timeoutMs: 1000 * wholeNumber("timeout", values.timeout, 1, 86_400),
  };
}

import type { Context } from "@/lib/context";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatUsd } from "@/lib/money";
import { upstreamFor } from "@/lib/settings/upstream";
import { openLibrary } from "../account";
import type { Command, Input } from "../commands";
import { type LineResult, workThrough } from "../generate/batch";
import { Budget } from "../generate/budget";
import { Desk } from "../generate/desk";
import { parseLine, readLines } from "../generate/lines";
import type { GENERATE } from "../generate/options";
import { placeFiles } from "../generate/output";
import { type Progress, showProgress } from "../generate/progress";
import { type LineReport, type PlacedFile, toReport } from "../generate/report";
import { readWish, withPositionals } from "../generate/wish";
import { EXIT, type Terminal, UsageError } from "../terminal";

const TIMEOUT_S = 600;
const CONCURRENCY = 4;

/** Makes pictures with the same verbs as the studio and a press of its own, so that no server is needed. */
export const generate: Command<typeof GENERATE> = (input, terminal) =>
  input.values.stdin ? fromLines(input, terminal) : fromArguments(input, terminal);

type Given = Input<typeof GENERATE>;

async function fromArguments({ values, rest, texts }: Given, terminal: Terminal): Promise<number> {
  const [prompt, ...positionals] = rest;
  if (prompt === undefined) throw new UsageError("A prompt is missing.");
  const wish = readWish(prompt, withPositionals(texts, positionals), terminal.folder);
  const { desk, progress } = await open(values, terminal);
  try {
    const plan = await desk.accept(wish);
    try {
      const generations = await desk.await(plan);
      const files = await placeFiles(generations, wish.output, progress);
      print(values.json ? [JSON.stringify(toReport(generations, files))] : pathsOf(files), progress);
      return allSucceeded(generations) ? EXIT.ok : EXIT.failed;
    } catch (error) {
      progress.say(madeAllTheSame(error));
      return EXIT.failed;
    }
  } finally {
    progress.close();
    await desk.close();
  }
}

async function fromLines({ values, rest, texts }: Given, terminal: Terminal): Promise<number> {
  if (rest[0] !== undefined) throw new UsageError(`"${rest[0]}" is one argument too many: --stdin brings the prompts.`);
  if (texts.output?.some((name) => !name.includes("{line}"))) {
    throw new UsageError(
      "--output needs {line} in its name, or each line would replace the picture of the one before.",
    );
  }
  // What is wrong for all lines is said once, before the first.
  readWish("", texts, terminal.folder);
  if (terminal.stdin.isTTY && !values.quiet) terminal.say("Type a prompt a line, then Ctrl+D:");
  const { desk, progress, budget } = await open(values, terminal);
  const count = { done: 0, failed: 0, refused: 0 };
  try {
    await workThrough({
      lines: readLines(terminal.stdin, desk.stopped),
      parse: (line) => parseLine(line, texts, terminal.folder),
      desk,
      concurrency: values.concurrency ?? CONCURRENCY,
      onResult: async (result) => {
        count[await report(result, values.json, progress)] += 1;
      },
    });
  } finally {
    progress.close();
    await desk.close();
  }
  if (!values.quiet) terminal.say(summary(count, budget, desk.stopped.aborted));
  return count.failed + count.refused > 0 || desk.stopped.aborted ? EXIT.failed : EXIT.ok;
}

/** Opens the library, the budget and the desk for one run of the command. */
async function open(values: Given["values"], terminal: Terminal) {
  const ctx: Context = await openLibrary(values.as);
  if (!values.quiet && (await upstreamFor(ctx.user.id)).sandbox) {
    terminal.say("Sandbox: no OPENROUTER_API_KEY is set; pictures are painted on this machine and cost nothing.");
  }
  const progress = showProgress(terminal, values.quiet);
  const budget = new Budget(values.budget ?? null, values["allow-unknown-price"]);
  return { progress, budget, desk: new Desk(ctx, budget, 1000 * (values.timeout ?? TIMEOUT_S), progress) };
}

/** Puts the files of a line in their places, prints what became of it, and says which kind of end that is. */
async function report(
  { line, wish, plan, generations, error }: LineResult,
  json: boolean,
  progress: Progress,
): Promise<"done" | "failed" | "refused"> {
  let files = new Map<string, PlacedFile>();
  let trouble: LineReport["error"] = error;
  try {
    files = await placeFiles(generations, wish?.output, progress);
  } catch (reason) {
    trouble = { code: "output", message: madeAllTheSame(reason) };
  }
  if (trouble) progress.say(`Line ${line}: ${trouble.message}`);
  const id = plan?.input.setId ?? wish?.id ?? null;
  const whole: LineReport = { line, id, sent: plan !== null, ...toReport(generations, files), error: trouble };
  print(json ? [JSON.stringify(whole)] : pathsOf(files), progress);
  if (!plan) return "refused";
  return trouble || !allSucceeded(generations) ? "failed" : "done";
}

const allSucceeded = (generations: GenerationDto[]) => generations.every(({ status }) => status === "succeeded");

const pathsOf = (files: Map<string, PlacedFile>) => [...files.values()].map(({ file }) => file);

function print(lines: string[], { out }: Progress): void {
  for (const line of lines) out(line);
}

const madeAllTheSame = (error: unknown) =>
  `${error instanceof Error ? error.message : error} What was made is in the library.`;

function summary(
  { done, failed, refused }: Record<"done" | "failed" | "refused", number>,
  { spent, limit }: Budget,
  stopped: boolean,
): string {
  const money = `${formatUsd(spent)}${limit === null ? "" : ` of ${formatUsd(limit)}`} spent`;
  const end = stopped ? " The lines after that were not read." : "";
  return `${done} done, ${failed} failed, ${refused} not sent; ${money}.${end}`;
}

import { AppError, type ErrorCode } from "@/lib/errors";
import type { GenerationDto } from "@/lib/generations/schema";
import { log } from "@/lib/log";
import { UsageError } from "../terminal";
import type { Desk } from "./desk";
import type { Line } from "./lines";
import type { Plan } from "./plan";
import type { Wish } from "./wish";

/** What became of one line. */
export interface LineResult {
  line: number;
  wish: Wish | null;
  /** Null: nothing was sent. */
  plan: Plan | null;
  generations: GenerationDto[];
  error: { code: ErrorCode | "usage"; message: string } | null;
}

export interface Batch {
  lines: AsyncIterable<Line>;
  /** What a line asks for. Throws `UsageError`. */
  parse(line: Line): Wish;
  desk: Desk;
  /** Lines under way at a time. */
  concurrency: number;
  /** Hears of every line as soon as it is over. Must not reject. */
  onResult(result: LineResult): Promise<void>;
}

/** Takes the lines on in their order. One that fails never costs the others. */
export async function workThrough({ lines, parse, desk, concurrency, onResult }: Batch): Promise<void> {
  const running = new Set<Promise<void>>();
  /** The line that writes a file. */
  const writers = new Map<string, number>();

  const read = (line: Line): Wish => {
    const wish = parse(line);
    const { output } = wish;
    const other = output === undefined ? undefined : writers.get(output);
    if (other !== undefined) throw new UsageError(`--output: line ${other} writes ${output} already.`);
    if (output !== undefined) writers.set(output, line.no);
    return wish;
  };
  const finish = async (line: number, wish: Wish, plan: Plan): Promise<void> => {
    const generations = await desk.await(plan);
    await onResult({ line, wish, plan, generations, error: null });
  };

  for await (const line of lines) {
    let wish: Wish | null = null;
    try {
      wish = read(line);
      const task = finish(line.no, wish, await desk.accept(wish)).finally(() => running.delete(task));
      running.add(task);
    } catch (error) {
      await onResult({ line: line.no, wish, plan: null, generations: [], error: toError(error) });
    }
    while (running.size >= concurrency) await Promise.race(running);
  }
  await Promise.all(running);
}

function toError(error: unknown): LineResult["error"] {
  if (error instanceof UsageError) return { code: "usage", message: `${error.message} Nothing was sent.` };
  if (error instanceof AppError) return { code: error.code, message: error.message };
  log.error("cli.line_failed", { error });
  return { code: "internal", message: "Something went wrong here. Nothing was sent." };
}

import "server-only";
import { env } from "./env";
import { redact } from "./secrets";

type Facts = Record<string, unknown>;

const LEVELS = ["info", "warn", "error", "none"] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Characters of one text: an error may quote a whole answer. */
const TEXT_MAX = 8000;

let usual: LogLevel = "info";

/** The level where `PROOFSHEET_LOG_LEVEL` names none. */
export function logFrom(level: LogLevel): void {
  usual = level;
}

/** One JSON line on stderr; secrets are taken out. Prompts are not logged: callers pass ids. Never throws. */
function write(level: LogLevel, event: string, facts: Facts): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(env().logLevel ?? usual)) return;
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }, plain);
  // JSON leaves these as they are, and terminals and some readers of lines do not.
  const escaped = line.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (process.stderr.listenerCount("error", ignore) === 0) process.stderr.on("error", ignore);
  process.stderr.write(`${escaped}\n`);
}

function plain(_name: string, value: unknown): unknown {
  if (value instanceof Error) return plain("", textOf(value));
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" ? redact(value).slice(0, TEXT_MAX) : value;
}

function textOf({ name, message, stack = message, cause }: Error): string {
  // Prisma quotes the whole of what it was called with, prompts too, before it says what is wrong with it.
  const quoted = name === "PrismaClientValidationError" && message.includes("\n\n");
  const said = quoted ? stack.replace(message, message.slice(message.lastIndexOf("\n\n") + 2)) : stack;
  return cause instanceof Error ? `${said}\ncaused by ${textOf(cause)}` : said;
}

/** Whoever read the log has gone, or its disk is full: what is under way is worth more than the line. */
function ignore(): void {}

export const log = {
  info: (event: string, facts: Facts = {}) => write("info", event, facts),
  warn: (event: string, facts: Facts = {}) => write("warn", event, facts),
  error: (event: string, facts: Facts = {}) => write("error", event, facts),
};

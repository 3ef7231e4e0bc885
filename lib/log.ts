import "server-only";
import { redact } from "./secrets";

type Facts = Record<string, unknown>;

/** One JSON line on stderr; secrets are taken out. Prompts are not logged: callers pass ids. */
function write(level: "info" | "warn" | "error", event: string, facts: Facts): void {
  const plain = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  );
  process.stderr.write(`${redact(JSON.stringify({ at: new Date().toISOString(), level, event, ...plain }))}\n`);
}

export const log = {
  info: (event: string, facts: Facts = {}) => write("info", event, facts),
  warn: (event: string, facts: Facts = {}) => write("warn", event, facts),
  error: (event: string, facts: Facts = {}) => write("error", event, facts),
};

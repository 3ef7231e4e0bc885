import { styleText } from "node:util";
import { EnvError, env } from "@/lib/env";
import { redact } from "@/lib/secrets";
import type { Command, DOCTOR } from "../commands";
import { type Finding, reason, wrong } from "../doctor/check";
import { CHECKS } from "../doctor/checks";
import { Library } from "../doctor/library";
import { EXIT, type Terminal } from "../terminal";

/** What one check found; empty: all is well. */
interface Outcome {
  check: string;
  findings: Finding[];
}

/** Names what is wrong with the set-up and what to do about it. Makes and changes nothing. */
export const doctor: Command<typeof DOCTOR> = async ({ values }, terminal) => {
  const outcomes = await examine();
  const ok = outcomes.every(({ findings }) => findings.every(({ level }) => level === "note"));
  if (values.json) {
    const findings = outcomes.flatMap(({ check, findings }) => findings.map((finding) => ({ check, ...finding })));
    terminal.out(JSON.stringify({ ok, checks: outcomes.map(({ check }) => check), findings }));
  } else {
    for (const outcome of outcomes) print(outcome, terminal);
  }
  return ok ? EXIT.ok : EXIT.failed;
};

async function examine(): Promise<Outcome[]> {
  const problems = environmentFindings();
  // What else there is to see follows from the environment.
  if (problems.length > 0) return [{ check: "environment", findings: problems }];
  const library = new Library(env().databaseFile);
  const outcomes: Outcome[] = [{ check: "environment", findings: [] }];
  try {
    for (const { name, run } of CHECKS) {
      const findings = await Promise.resolve()
        .then(() => run({ env: env(), library }))
        .catch((error) => [
          wrong(redact(`This could not be checked (${reason(error)}).`), "Mend what is told above first."),
        ]);
      outcomes.push({ check: name, findings });
    }
  } finally {
    library.close();
  }
  return outcomes;
}

function environmentFindings(): Finding[] {
  try {
    env();
    return [];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.problems.map((problem) =>
      wrong(problem, "Correct it in the shell or in .env; .env.example shows how."),
    );
  }
}

function print({ check, findings }: Outcome, { out, colors }: Terminal): void {
  const mark = (color: "green" | "red" | "yellow", sign: string) => (colors ? styleText(color, sign) : sign);
  if (findings.length === 0) out(`${mark("green", "✓")} ${check}`);
  for (const { level, problem, remedy } of findings) {
    const sign = level === "wrong" ? mark("red", "✗") : mark("yellow", "!");
    out(`${sign} ${check}: ${problem} ${remedy}`);
  }
}

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Check, note, wrong } from "./check";
import type { Library } from "./library";

/** Rows of the library; none where it cannot be read, which the check of the database tells. */
async function rows<Row>(library: Library, sql: string): Promise<Row[]> {
  try {
    return ((await library.open())?.prepare(sql).all() ?? []) as Row[];
  } catch {
    return [];
  }
}

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

export const pausedWork: Check = {
  name: "paused work",
  async run({ library }) {
    const paused = await rows<{ count: number; why: string | null }>(
      library,
      `SELECT count(*) AS "count", "errorMessage" AS "why" FROM "Generation"
       WHERE "status" = 'paused' AND "deletedAt" IS NULL GROUP BY "errorMessage"`,
    );
    return paused.map(({ count, why }) =>
      wrong(
        `${many(count, "generation")} paused: ${why ?? "no reason is kept."}`,
        "Mend that, then press Try now in the studio.",
      ),
    );
  },
};

export const unknownOutcomes: Check = {
  name: "unknown outcomes",
  async run({ library }) {
    const [open] = await rows<{ count: number }>(
      library,
      `SELECT count(*) AS "count" FROM "Generation" WHERE "status" = 'unknown' AND "lookupAt" IS NOT NULL`,
    );
    if (!open?.count) return [];
    return [
      note(
        `The outcome of ${many(open.count, "generation")} is not known yet.`,
        "Keep a server running: it looks them up.",
      ),
    ];
  },
};

/** Milliseconds: the press keeps each answer for a day, and looks for what is older every hour. */
const LEFT_OVER_MS = 2 * 24 * 60 * 60 * 1000;

export const spool: Check = {
  name: "spool",
  async run({ env: { dataDir }, library }) {
    const answers = list(join(dataDir, "spool")).filter(({ name }) => /\.(done|part)$/.test(name));
    const unsettled = await rows<{ id: string }>(library, `SELECT "id" FROM "Attempt" WHERE "state" <> 'settled'`);
    const awaited = answers.filter(({ name }) => unsettled.some(({ id }) => name.startsWith(`${id}.`)));
    const old = answers.filter((answer) => !awaited.includes(answer) && Date.now() - answer.changed > LEFT_OVER_MS);
    return [
      ...(awaited.length > 0
        ? [
            note(
              `${many(awaited.length, "answer")} not in the library yet.`,
              "Keep a server running: it brings them in.",
            ),
          ]
        : []),
      ...(old.length > 0
        ? [
            note(
              `${many(old.length, "old answer")} left in the spool.`,
              "A running server clears away what is of no more use.",
            ),
          ]
        : []),
    ];
  },
};

function list(folder: string): { name: string; changed: number }[] {
  try {
    return readdirSync(folder).map((name) => ({ name, changed: statSync(join(folder, name)).mtimeMs }));
  } catch {
    // There is no spool yet, or a file of it went while it was looked at.
    return [];
  }
}

import { relative, resolve } from "node:path";
import { backup as makeBackup } from "@/lib/backup/backup";
import { restore as restoreBackup } from "@/lib/backup/restore";
import { verify as compare, type Verified } from "@/lib/backup/verify";
import { AppError } from "@/lib/errors";
import { prepareLibrary } from "@/lib/library";
import type { BACKUP, Command, RESTORE, VERIFY } from "../commands";
import { table } from "../table";
import { EXIT, type Terminal, UsageError } from "../terminal";

/** Copies the library, also while a server uses it. */
export const backup: Command<typeof BACKUP> = async ({ values, rest }, terminal) => {
  const folder = folderOf(rest, terminal);
  prepareLibrary();
  const made = await explained("The backup could not be finished", () => makeBackup(folder));
  if (values.json) terminal.out(JSON.stringify({ folder, ...made }));
  else terminal.out(folder);
  terminal.say(
    `${made.pictures} pictures (${megabytes(made.bytes)}) backed up and checked, ${made.added} files of it new. No key is in it.`,
  );
  return EXIT.ok;
};

/** Puts a backup in the library's place. */
export const restore: Command<typeof RESTORE> = async ({ values, rest }, terminal) => {
  const folder = folderOf(rest, terminal);
  const done = await explained("The restore could not be finished", () =>
    restoreBackup(folder, { replace: values.replace }),
  );
  const ok = isWhole(done.verified);
  if (values.json) terminal.out(JSON.stringify({ ok, ...done }));
  else print(done.verified, terminal);
  terminal.say(`The backup of ${done.at} with ${done.pictures} pictures is in place.`);
  if (done.setAside) terminal.say(`What it replaced lies in ${relative(terminal.folder, done.setAside)}.`);
  if (done.stopped > 0)
    terminal.say(`${done.stopped} generations were waiting in it: nothing is sent for them unless you ask again.`);
  return ok ? EXIT.ok : EXIT.failed;
};

/** Compares database and files, and mends what can be mended. */
export const verify: Command<typeof VERIFY> = async ({ values }, terminal) => {
  prepareLibrary({ anew: values.repair });
  const outcomes = await compare(values);
  const ok = isWhole(outcomes);
  if (values.json) terminal.out(JSON.stringify({ ok, checks: outcomes }));
  else print(outcomes, terminal);
  return ok ? EXIT.ok : EXIT.failed;
};

const isWhole = (outcomes: Verified[]) => outcomes.every(({ left }) => left.length === 0);

/** Sentences that are shown of each kind; --json has them all. */
const SHOWN = 5;

function print(outcomes: Verified[], { out, say, width }: Terminal): void {
  const columns = [
    { title: "check", cell: ({ check }: Verified) => check, rank: 0 },
    { title: "found", cell: ({ found }: Verified) => String(found), right: true, rank: 1 },
    { title: "mended", cell: ({ mended }: Verified) => String(mended), right: true, rank: 2 },
    { title: "left", cell: ({ left }: Verified) => String(left.length), right: true, rank: 0 },
  ];
  for (const line of table(columns, outcomes, width)) out(line);
  for (const { check, left } of outcomes) {
    const sentences = [...new Set(left)];
    for (const sentence of sentences.slice(0, SHOWN)) say(`${check}: ${sentence}`);
    if (sentences.length > SHOWN) say(`${check}: ${sentences.length - SHOWN} more; --json names them all.`);
  }
}

function folderOf([given]: string[], { folder }: Terminal): string {
  if (given === undefined || given.trim() === "") throw new UsageError("The folder of the backup is missing.");
  return resolve(folder, given);
}

/** A disk's own trouble as a sentence. */
async function explained<T>(what: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (error instanceof AppError || !code) throw error;
    throw new AppError(
      "unavailable",
      `${what} (${code}${path ? `, ${path}` : ""}). Nothing was deleted: mend that and run it again.`,
    );
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

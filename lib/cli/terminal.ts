import type { Readable } from "node:stream";

/** What a command knows of where it was called, and where it may write. */
export interface Terminal {
  /** The folder that relative paths of the arguments start from. */
  folder: string;
  /** Results: standard output. */
  out(line: string): void;
  /** Status, progress and complaints: standard error. */
  say(line: string): void;
  stdin: Readable & { isTTY?: boolean };
  /** Columns of standard output; null: it is no terminal. */
  width: number | null;
  /** Whether standard output shows colors; NO_COLOR turns them off. */
  colors: boolean;
  /** Standard error where it is a terminal, on which progress can be drawn over again; null: it is none. */
  screen: NodeJS.WriteStream | null;
}

/** 0 all succeeded · 1 any other outcome · 2 the command was not understood · 3 nothing was sent. */
export const EXIT = { ok: 0, failed: 1, usage: 2, refused: 3 } as const;

/** The command was not understood. */
export class UsageError extends Error {
  override name = "UsageError";
}

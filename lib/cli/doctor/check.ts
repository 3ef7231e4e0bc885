import type { Env } from "@/lib/env";
import type { Library } from "./library";

/** One thing that is wrong (somebody has to do something), or worth knowing (`note`). */
export interface Finding {
  level: "wrong" | "note";
  /** One sentence, without secrets. */
  problem: string;
  /** One sentence: what to do. */
  remedy: string;
}

/** What the checks look at. */
export interface Surroundings {
  env: Env;
  library: Library;
}

/** Looks at one thing and changes nothing. Returns what it found; throws nothing that was to be expected. */
export interface Check {
  name: string;
  run(surroundings: Surroundings): Finding[] | Promise<Finding[]>;
}

export const wrong = (problem: string, remedy: string): Finding => ({ level: "wrong", problem, remedy });
export const note = (problem: string, remedy: string): Finding => ({ level: "note", problem, remedy });

/** A short name of what went wrong, such as ENOENT. */
export const reason = (error: unknown): string =>
  (error as NodeJS.ErrnoException)?.code ?? (error instanceof Error ? error.message : String(error));

import "server-only";
import { hash, type Options, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/errors";

// OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
// Argon2id is the library's own default; its enum of algorithms cannot be imported where each file is compiled alone.
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

/** Hashes at once, and how many may wait: guessing must not take the processor from everybody else. */
const AT_ONCE = 2;
const WAITING_MAX = 20;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX)
      throw new AppError("throttled", "Too many people sign in at once. Try again in a moment.");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The hash in PHC form, its parameters included. Throws `throttled` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(sameBytes(password), OPTIONS));
}

/**
 * Whether the password belongs to the hash. Null, for an account that does not exist, is false after the same work.
 * Throws `throttled` when too many wait.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash !== null) return inTurn(() => verify(passwordHash, sameBytes(password)));
  await hashPassword(password);
  return false;
}

/** An accented letter is one character on one keyboard and two on another. */
const sameBytes = (password: string) => password.normalize("NFC");

/** True for a hash that was made with other parameters than today's. */
export const isOutdated = (passwordHash: string): boolean => !passwordHash.startsWith(CURRENT);

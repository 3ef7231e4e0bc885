const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Attempts of one generation, each after proof that the one before was not charged. */
export const TRIES_MAX = 6;
/** Until a paused generation is tried again by itself. */
export const PAUSE_MS = 5 * MINUTE;
/** How long a lease lasts, and how often its holder renews it. */
export const LEASE_MS = 30 * SECOND;
export const RENEW_MS = 10 * SECOND;
/** Until an answer begins: a provider that cannot stream sends nothing before the picture is ready (139 s were seen). */
export const HEADERS_MS = 10 * MINUTE;
/** Between two bytes of an answer; a comment of an event stream counts. */
export const IDLE_MS = 2 * MINUTE;
export const TOTAL_MS = 15 * MINUTE;
/** Bytes of an answer. */
export const ANSWER_MAX = 256 * 1024 * 1024;

const LOOKUPS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 24 * 60 * MINUTE];

/** When to look an outcome up, after `done` times in vain; null: often enough. */
export function lookupTime(done: number, now = Date.now()): Date | null {
  const wait = LOOKUPS[done];
  return wait === undefined ? null : new Date(now + wait);
}

/** When to recover an answer after `done` times in vain: each day at last. */
export const recoverTime = (done: number, now = Date.now()): Date =>
  new Date(now + (LOOKUPS[done] ?? 24 * 60 * MINUTE));

/** When to send again after attempt `no`: as the answer says, else 2 s doubling; a little later still, so that not all come at once. */
export function retryTime(no: number, retryAfter: number | null, now = Date.now(), jitter = Math.random()): Date {
  const wait = retryAfter ?? Math.min(SECOND * 2 ** no, MINUTE);
  return new Date(now + wait * (1 + jitter / 5));
}

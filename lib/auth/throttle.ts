import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";

const HOUR_S = 60 * 60;

/** Tries for one account from one address before waiting begins, and the seconds of the first wait; each next one doubles. */
const FREE_TRIES = 5;
const FIRST_WAIT_S = 15;
const LONGEST_WAIT_S = HOUR_S;

// An account is guarded from each address on its own: who attacks it from one place does not lock its owner out elsewhere.
const tries = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 24 * HOUR_S });
const waits = new RateLimiterMemory({ points: 1, duration: LONGEST_WAIT_S });
const perAddress = new RateLimiterMemory({ points: 50, duration: HOUR_S });
const altogether = new RateLimiterMemory({ points: 1_000, duration: HOUR_S });

/**
 * Counts a try to sign in before its password is looked at, so that many at once do not slip through: by account and address,
 * by address, and by all together. Throws `throttled`. `forgive` takes a successful one back.
 */
export async function countTry(email: string, address: string): Promise<{ forgive: () => Promise<void> }> {
  const pair = `${email.slice(0, 254)} ${address}`;
  await refuseWhenSpent(waits, pair);
  await refuseWhenSpent(perAddress, address);
  await refuseWhenSpent(altogether, "");
  const [{ consumedPoints: count }] = await Promise.all([
    tries.penalty(pair),
    perAddress.penalty(address),
    altogether.penalty(""),
  ]);
  if (count >= FREE_TRIES) {
    await waits.block(pair, Math.min(FIRST_WAIT_S * 2 ** (count - FREE_TRIES), LONGEST_WAIT_S));
  }
  return {
    async forgive() {
      await Promise.all([tries.delete(pair), waits.delete(pair), perAddress.reward(address), altogether.reward("")]);
    },
  };
}

async function refuseWhenSpent(limiter: RateLimiterMemory, key: string): Promise<void> {
  const state = await limiter.get(key);
  if (!state || state.remainingPoints > 0) return;
  const seconds = Math.ceil(state.msBeforeNext / 1_000);
  const wait = seconds < 100 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new AppError("throttled", `Too many tries. Wait ${wait}, then try again.`);
}

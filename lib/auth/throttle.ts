import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";

const HOUR_S = 60 * 60;

/** Tries for one account from one address before waiting begins, and the seconds of the first wait; each next one doubles. */
const FREE_TRIES = 5;
const FIRST_WAIT_S = 15;

// An account is guarded from each address on its own: who attacks it from one place does not lock its owner out elsewhere.
const tries = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 24 * HOUR_S });
const waits = new RateLimiterMemory({ points: 1, duration: HOUR_S });
const perAddress = new RateLimiterMemory({ points: 50, duration: HOUR_S });
const altogether = new RateLimiterMemory({ points: 1_000, duration: HOUR_S });

/**
 * Counts a try to sign in before its password is looked at, so that many at once do not slip through: by address, by account
 * and address, and by all together. Throws `throttled`. `forgive` takes a successful one back.
 */
export async function countTry(email: string, address: string): Promise<{ forgive: () => Promise<void> }> {
  const pair = `${email.slice(0, 254)} ${address}`;
  await take(perAddress, address);
  const { consumedPoints: count } = await tries.penalty(pair);
  if (count >= FREE_TRIES) {
    const wait = Math.min(FIRST_WAIT_S * 2 ** (count - FREE_TRIES), HOUR_S);
    await take(waits, pair, wait).catch(async (error) => {
      await tries.reward(pair);
      throw error;
    });
  }
  // Last, so that one address that goes on although it is refused does not use up what all share.
  await take(altogether, "");
  return {
    async forgive() {
      await Promise.all([tries.delete(pair), waits.delete(pair), perAddress.reward(address), altogether.reward("")]);
    },
  };
}

/** `seconds`: how long the key is then taken, when that is not the limiter's own time. */
async function take(limiter: RateLimiterMemory, key: string, seconds?: number): Promise<void> {
  try {
    await limiter.consume(key, 1, { customDuration: seconds });
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const left = Math.ceil(refused.msBeforeNext / 1_000);
    const wait = left < 100 ? `${left} seconds` : `${Math.ceil(left / 60)} minutes`;
    throw new AppError("throttled", `Too many tries. Wait ${wait}, then try again.`);
  }
}

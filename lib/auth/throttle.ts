import "server-only";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";

const WINDOW_S = 15 * 60;

// An account is guarded from each address on its own: who attacks it from one place does not lock its owner out elsewhere.
const perAccount = new RateLimiterMemory({
  keyPrefix: "account",
  points: 5,
  duration: WINDOW_S,
  blockDuration: WINDOW_S,
});
const perAddress = new RateLimiterMemory({
  keyPrefix: "address",
  points: 20,
  duration: WINDOW_S,
  blockDuration: WINDOW_S,
});

/**
 * Counts a try to sign in before its password is looked at: five an account and twenty an address in fifteen minutes.
 * Throws `throttled`. `forgive` takes a successful one back.
 */
export async function countTry(email: string, address: string): Promise<{ forgive: () => Promise<void> }> {
  const account = `${email.slice(0, 254)} ${address}`;
  try {
    await perAddress.consume(address);
    await perAccount.consume(account);
  } catch (refused) {
    const minutes = Math.ceil(((refused as RateLimiterRes).msBeforeNext ?? WINDOW_S * 1000) / 60_000);
    throw new AppError(
      "throttled",
      `Too many tries. Wait ${minutes} minute${minutes === 1 ? "" : "s"}, then try again.`,
    );
  }
  return {
    async forgive() {
      await perAccount.delete(account);
      await perAddress.reward(address);
    },
  };
}

import { formatUsd } from "@/lib/money";
import type { Account, Balance } from "./schema";

/** What may still be spent, in nano-dollars: the key's own limit and the account's credit both bind. Null: nobody says. */
export function leftOf({ limit, credit }: Account): number | null {
  const bounds = [limit?.left, credit].filter((bound) => bound !== undefined && bound !== null);
  return bounds.length > 0 ? Math.min(...bounds) : null;
}

/** The balance in a few characters: `$12.34 left`, else `$1.20 used`, else who pays. Null: nobody, the sandbox paints. */
export function balanceLine({ payer, account, problem }: Balance): string | null {
  if (problem) return "Check the key";
  if (!account) return payer === "sandbox" ? null : "Studio's key";
  const left = leftOf(account);
  return left === null ? `${formatUsd(account.used)} used` : `${formatUsd(left)} left`;
}

import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { LEASE_MS, RENEW_MS } from "./schedule";
import type { Held } from "./settle";

/**
 * Renews the lease of an attempt while a handler really works on it: one timer an attempt, because a process that lives
 * says nothing about a handler that threw. Returns what stops it.
 */
export function keepLease(held: Held): () => void {
  const timer = setInterval(() => {
    renewLease(held).catch((error) => log.warn("press.lease_not_renewed", { attempt: held.attemptId, error }));
  }, RENEW_MS);
  return () => clearInterval(timer);
}

/** Renews the lease of an attempt, or ends it at another time. False: it belongs to somebody else, or the attempt is over. */
export async function renewLease(
  { attemptId, owner }: Held,
  data: { leaseUntil?: Date; recoveries?: { increment: number } } = {},
): Promise<boolean> {
  const { count } = await db().attempt.updateMany({
    where: { id: attemptId, leaseOwner: owner, state: { not: "settled" } },
    data: { leaseUntil: leaseEnd(), ...data },
  });
  return count === 1;
}

export const leaseEnd = (): Date => new Date(Date.now() + LEASE_MS);

/** Ends the leases this process still holds, so that another one recovers them at once. */
export async function releaseLeases(owner: string): Promise<void> {
  await db().attempt.updateMany({
    where: { leaseOwner: owner, state: { not: "settled" } },
    data: { leaseUntil: new Date(0) },
  });
}

import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { LEASE_MS, RENEW_MS } from "./schedule";
import type { Held } from "./settle";

/**
 * Renews the lease of an attempt while a handler really works on it: one timer an attempt, because a process that lives
 * says nothing about a handler that threw. Returns what stops it.
 */
export function keepLease({ attemptId, owner }: Held): () => void {
  const timer = setInterval(() => {
    db()
      .attempt.updateMany({ where: { id: attemptId, leaseOwner: owner }, data: { leaseUntil: leaseEnd() } })
      .catch((error) => log.warn("press.lease_not_renewed", { attempt: attemptId, error }));
  }, RENEW_MS);
  return () => clearInterval(timer);
}

export const leaseEnd = (): Date => new Date(Date.now() + LEASE_MS);

/** Ends the leases this process still holds, so that another one recovers them at once. */
export async function releaseLeases(owner: string): Promise<void> {
  await db().attempt.updateMany({
    where: { leaseOwner: owner, state: { not: "settled" } },
    data: { leaseUntil: new Date(0) },
  });
}

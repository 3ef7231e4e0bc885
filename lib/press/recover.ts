import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { judge, lineLost, refused, type Verdict } from "./judge";
import { land } from "./land";
import { leaseEnd } from "./lease";
import { readSpooled } from "./receive";
import { lookupTime } from "./schedule";
import { type Held, settleRefused } from "./settle";
import { findSpooled, type Spooled } from "./spool";

/** Attempts adopted at a time. */
const BATCH = 64;

/**
 * Takes over attempts whose lease ran out, but not those that this process is `handling`: after a laptop slept their leases
 * are over, but their calls may live. An expired lease gives the right to finish what arrived, never to send.
 */
export async function recover(owner: string, handling: string[]): Promise<void> {
  for (const held of await adopt(owner, handling)) {
    try {
      await recoverOne(held);
    } catch (error) {
      log.error("press.recovery_failed", { attempt: held.attemptId, error });
      await postpone(held).catch((cause) =>
        log.error("press.not_postponed", { attempt: held.attemptId, error: cause }),
      );
    }
  }
}

async function adopt(owner: string, handling: string[]): Promise<(Held & { recoveries: number })[]> {
  const where = () => ({ id: { notIn: handling }, state: { not: "settled" }, leaseUntil: { lt: new Date() } });
  // Nearly always there is none: then nobody waits for a write lock.
  if ((await db().attempt.count({ where: where() })) === 0) return [];
  return db().$transaction(async (tx) => {
    const expired = await tx.attempt.findMany({ where: where(), orderBy: { leaseUntil: "asc" }, take: BATCH });
    await tx.attempt.updateMany({
      where: { id: { in: expired.map(({ id }) => id) } },
      data: { leaseOwner: owner, leaseUntil: leaseEnd(), recoveries: { increment: 1 } },
    });
    return expired.map(({ id, transport, recoveries }) => ({
      attemptId: id,
      owner,
      transport: transport as Transport,
      recoveries: recoveries + 1,
    }));
  });
}

async function recoverOne(held: Held): Promise<void> {
  const spooled = await findSpooled(held.attemptId);
  const verdict = await verdictOf(held, spooled);
  await land(held, verdict, spooled);
  log.info("press.recovered", { attempt: held.attemptId, kind: verdict.kind });
}

async function verdictOf({ transport }: Held, spooled: Spooled | null): Promise<Verdict> {
  // Nothing proves that the request did not leave before the process died.
  if (!spooled?.head) return lineLost("Proofsheet was stopped while it waited");
  const answer = await readSpooled(transport, spooled);
  const broken = answer.complete ? null : "Proofsheet was stopped while the picture arrived";
  return judge(transport, spooled.head, answer, broken);
}

/** What keeps paid bytes out of the library may pass, as a full disk does: it is tried for a day. */
async function postpone(held: Held & { recoveries: number }): Promise<void> {
  const leaseUntil = lookupTime(held.recoveries);
  if (!leaseUntil) return park(held);
  await db().attempt.updateMany({ where: { id: held.attemptId, leaseOwner: held.owner }, data: { leaseUntil } });
}

/** The bytes stay, a person is told. */
async function park(held: Held): Promise<void> {
  await settleRefused(
    held,
    refused({
      code: "parked",
      next: "unknown",
      message:
        "The answer could not be brought into the library after several tries; its bytes are kept. OpenRouter may have charged for it.",
    }),
  );
}

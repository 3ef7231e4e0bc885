import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { judge, lineLost, refused, type Verdict } from "./judge";
import { land } from "./land";
import { keepLease, leaseEnd, renewLease } from "./lease";
import { readSpooled } from "./receive";
import { recoverTime } from "./schedule";
import { type Held, settleRefused } from "./settle";
import { findSpooled, type Spooled } from "./spool";

/** Attempts adopted at a time. */
const BATCH = 64;
/** Tries for an answer that throws without trouble of the disk or the database. */
const POISON_TRIES = 3;
/** Tries that may end with the process: one that is killed often is not the answer's fault. */
const BEGUN_MAX = 12;

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
      await postpone(held, error).catch((cause) =>
        log.error("press.not_postponed", { attempt: held.attemptId, error: cause }),
      );
    }
  }
}

async function adopt(owner: string, handling: string[]): Promise<Held[]> {
  const where = () => ({ id: { notIn: handling }, state: { not: "settled" }, leaseUntil: { lt: new Date() } });
  // Nearly always there is none: then nobody waits for a write lock.
  if ((await db().attempt.count({ where: where() })) === 0) return [];
  return db().$transaction(async (tx) => {
    const expired = await tx.attempt.findMany({
      where: where(),
      orderBy: [{ recoveries: "asc" }, { leaseUntil: "asc" }],
      take: BATCH,
    });
    await tx.attempt.updateMany({
      where: { id: { in: expired.map(({ id }) => id) } },
      data: { leaseOwner: owner, leaseUntil: leaseEnd() },
    });
    return expired.map(({ id, transport }) => ({ attemptId: id, owner, transport: transport as Transport }));
  });
}

async function recoverOne(held: Held): Promise<void> {
  // Counted one by one and before the work: what ends the process each time is not begun for ever.
  const begun = await renewLease(held, { recoveries: { increment: 1 } });
  if (!begun) return;
  if ((await recoveriesOf(held)) > BEGUN_MAX) return park(held);
  const stopRenewing = keepLease(held);
  try {
    const spooled = await findSpooled(held.attemptId);
    const verdict = await verdictOf(held, spooled);
    await land(held, verdict, spooled);
    log.info("press.recovered", { attempt: held.attemptId, kind: verdict.kind });
  } finally {
    stopRenewing();
  }
}

const recoveriesOf = async ({ attemptId }: Held) =>
  (await db().attempt.findUniqueOrThrow({ where: { id: attemptId }, select: { recoveries: true } })).recoveries;

async function verdictOf({ transport }: Held, spooled: Spooled | null): Promise<Verdict> {
  // Nothing proves that the request did not leave before the process died.
  if (!spooled?.head) return lineLost("Proofsheet was stopped while it waited");
  const answer = await readSpooled(transport, spooled);
  const broken = answer.complete ? null : "Proofsheet was stopped while the picture arrived";
  return judge(transport, spooled.head, answer, broken);
}

/** A disk, a storage or a database that keeps paid bytes out of the library may mend: it is tried for days. An answer does not. */
async function postpone(held: Held, error: unknown): Promise<void> {
  const recoveries = await recoveriesOf(held);
  if (recoveries >= POISON_TRIES && !isTroubleOfThePlace(error)) return park(held);
  await renewLease(held, { leaseUntil: recoverTime(recoveries) });
}

/** Of a system call or of the database, not of the bytes that are worked on. */
const isTroubleOfThePlace = (error: unknown): boolean =>
  error instanceof Error &&
  ("syscall" in error ||
    /^(Prisma|DriverAdapter|Sqlite|Storage)/.test(error.name) ||
    /no space left/i.test(error.message));

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

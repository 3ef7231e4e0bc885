import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { formatUsd, toNano } from "@/lib/money";
import { type Lookup, lookUp } from "@/lib/openrouter/lookup";
import { upstream } from "@/lib/settings/upstream";
import { FINAL_AFTER_MS, lookupTime } from "./schedule";
import { enterLedger } from "./settle";

const BATCH = 16;

/** Looks up what OpenRouter recorded: outcomes that are unknown, costs that were not reported, providers that answered. */
export async function reconcile(): Promise<void> {
  const { keyRef } = await upstream();
  const due = await db().generation.findMany({
    where: { keyRef, lookupAt: { lte: new Date() } },
    orderBy: { lookupAt: "asc" },
    take: BATCH,
    select: { id: true, lookups: true, lookupAt: true },
  });
  await Promise.all(
    due.map(async ({ id, lookups, lookupAt }) => {
      try {
        // Moved on first: whoever moves it does the look-up, also when several processes saw it due.
        const next = lookupTime(lookups + 1);
        const { count } = await db().generation.updateMany({
          where: { id, lookupAt },
          data: { lookupAt: next, lookups: { increment: 1 } },
        });
        if (count === 1) await reconcileOne(id, next === null);
      } catch (error) {
        log.error("press.lookup_failed", { generation: id, error });
      }
    }),
  );
}

async function reconcileOne(id: string, last: boolean): Promise<void> {
  const generation = await db().generation.findUniqueOrThrow({
    where: { id },
    include: { attempts: { where: { openrouterId: { not: null } }, orderBy: { no: "desc" }, take: 1 } },
  });
  const attempt = generation.attempts[0];
  if (!attempt?.openrouterId) return;
  const { baseUrl, apiKey } = await upstream();
  const record = await lookUp(baseUrl, apiKey, attempt.openrouterId);
  if (record && isFinal(record, attempt.settledAt)) {
    await apply({ ...attempt, generation }, record);
  } else if (last && generation.status === "unknown") {
    await db().generation.updateMany({
      where: { id, status: "unknown" },
      data: { errorMessage: "OpenRouter has no record of this request: whether it was charged cannot be determined." },
    });
  }
}

/** A figure counts once the call is over; nothing charged counts only a while after our side lost the line. */
function isFinal({ cost, finished }: Lookup, lostAt: Date | null): boolean {
  if (cost === null) return false;
  return cost > 0 || (finished && Date.now() - (lostAt?.getTime() ?? 0) >= FINAL_AFTER_MS);
}

type Looked = Parameters<typeof enterLedger>[1] & {
  cost: bigint | null;
  generation: { status: string; cost: bigint | null; cancelRequestedAt: Date | null };
};

/** Bytes that were received win over any record: a delivered picture stays delivered. */
async function apply(attempt: Looked, { cost: usd, provider, model }: Lookup): Promise<void> {
  const cost = BigInt(toNano(usd) ?? 0);
  const { generation } = attempt;
  await db().$transaction(async (tx) => {
    const known = attempt.cost !== null;
    if (!known) await tx.attempt.update({ where: { id: attempt.id }, data: { cost, charged: cost ? "yes" : "no" } });
    if (cost && !known)
      await enterLedger(tx, { ...attempt, generation: { ...attempt.generation, provider } }, cost, "lookup");
    await tx.generation.updateMany({
      where: { id: generation.id, status: generation.status },
      data: {
        lookupAt: null,
        provider,
        answeredBy: model,
        ...(!known && { cost: (generation.cost ?? 0n) + cost, charged: cost ? "yes" : "no" }),
        ...(generation.status !== "succeeded" && outcome(generation, cost)),
      },
    });
  });
}

/** What a generation without a picture becomes once its charge is known. */
function outcome({ status, cancelRequestedAt }: Looked["generation"], cost: bigint) {
  if (cost > 0n) {
    return {
      errorCode: "charged_not_delivered",
      errorMessage: `OpenRouter charged ${formatUsd(Number(cost))} for it, but no picture reached us.`,
    };
  }
  if (status !== "unknown") return {};
  return {
    status: cancelRequestedAt ? "canceled" : "failed",
    reserved: 0n,
    errorCode: "not_delivered",
    errorMessage:
      "The connection was lost before the picture arrived. OpenRouter reports: not charged. Generate it again.",
  };
}

import "server-only";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { CHARGED_NOT_DELIVERED, notDelivered } from "@/lib/generations/paid-result";
import { log } from "@/lib/log";
import { NANO, toNano } from "@/lib/money";
import { charged, MAYBE_CHARGED, NOT_CHARGED } from "@/lib/openrouter/errors";
import { findCall } from "@/lib/openrouter/find-call";
import { isFinal, type Lookup, lookUp } from "@/lib/openrouter/lookup";
import { writeRecord } from "@/lib/records/write";
import { absentKeyRef, upstreamOf } from "@/lib/settings/upstream";
import { enterLedger } from "./ledger";
import { lookupTime } from "./schedule";
import { upstreamUser } from "./upstream-user";

const BATCH = 16;

/** Looks up what OpenRouter recorded: outcomes that are unknown, costs that were not reported, providers that answered. */
export async function reconcile(): Promise<void> {
  const due = await db().generation.findMany({
    where: { keyRef: { not: absentKeyRef() }, lookupAt: { lte: new Date() } },
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
    include: { attempts: { orderBy: { no: "desc" }, take: 1 } },
  });
  const attempt = generation.attempts[0];
  if (!attempt) return;
  const server = await upstreamOf(generation.keyRef);
  if (!server) return giveUp(id);
  const openrouterId = attempt.openrouterId ?? (await findId(server.baseUrl, generation, attempt));
  const record = openrouterId && (await lookUp(server.baseUrl, server.apiKey, openrouterId));
  if (record && isFinal(record, attempt.settledAt)) {
    await apply({ ...attempt, generation }, record);
  } else if (last && generation.status === "unknown") {
    await db().generation.updateMany({
      where: { id, status: "unknown" },
      data: { errorMessage: told(generation, NO_RECORD) },
    });
  }
}

/** The id of a call whose line was lost before it came, where the account's records can be read. */
async function findId(
  baseUrl: string,
  { id, userId }: { id: string; userId: string },
  attempt: { id: string; dispatchedAt: Date },
): Promise<string | null> {
  const { managementKey } = env();
  const call = { user: upstreamUser(userId, attempt.id), sentAt: attempt.dispatchedAt };
  const openrouterId = managementKey ? await findCall(baseUrl, managementKey, call) : null;
  if (openrouterId) {
    await db().$transaction([
      db().attempt.update({ where: { id: attempt.id }, data: { openrouterId } }),
      db().generation.update({ where: { id }, data: { openrouterId } }),
    ]);
  }
  return openrouterId;
}

/** Only the key that asked may read the record. */
async function giveUp(id: string): Promise<void> {
  await db().generation.updateMany({ where: { id }, data: { lookupAt: null } });
  await db().generation.updateMany({
    where: { id, status: "unknown" },
    data: {
      errorMessage:
        "The key it was sent with is not here any more, so the charge cannot be looked up. See https://openrouter.ai/activity.",
    },
  });
}

const NO_RECORD =
  "OpenRouter has no record of this request: whether it was charged cannot be determined. See https://openrouter.ai/activity.";

/** The message with what is known of the money now in place of what was thought. */
function told({ errorMessage }: { errorMessage: string | null }, money: string): string {
  const thought = [MAYBE_CHARGED, NOT_CHARGED].find((sentence) => errorMessage?.includes(sentence));
  return (thought && errorMessage?.replace(thought, money)) || money;
}

type Looked = Parameters<typeof enterLedger>[1] & {
  cost: bigint | null;
  generation: {
    status: string;
    cost: bigint | null;
    cancelRequestedAt: Date | null;
    provider: string | null;
    answeredBy: string | null;
    errorCode: string | null;
    errorMessage: string | null;
  };
};

/** Bytes that were received win over any record: a delivered picture stays delivered. */
async function apply(attempt: Looked, { cost: usd, provider, model }: Lookup): Promise<void> {
  const cost = BigInt(toNano(usd) ?? 0);
  const { generation } = attempt;
  await db().$transaction(async (tx) => {
    const known = attempt.cost !== null;
    // Of several attempts an earlier one may have been charged.
    const total = (generation.cost ?? 0n) + (known ? 0n : cost);
    if (!known) await tx.attempt.update({ where: { id: attempt.id }, data: { cost, charged: cost ? "yes" : "no" } });
    if (cost && !known)
      await enterLedger(
        tx,
        { ...attempt, generation: { ...generation, ...(provider && { provider }) } },
        cost,
        "lookup",
      );
    await tx.generation.updateMany({
      where: { id: generation.id, status: generation.status },
      data: {
        lookupAt: null,
        provider: provider ?? generation.provider,
        answeredBy: model ?? generation.answeredBy,
        ...(!known && { cost: total, charged: total ? "yes" : "no" }),
        ...(generation.status !== "succeeded" && outcome(generation, total)),
      },
    });
    await writeRecord(tx, attempt.id);
  });
  log.info("press.looked_up", { attempt: attempt.id, costUsd: Number(cost) / NANO });
}

/** Outcomes of which nobody knows whether there was a picture. */
const LOST = ["line_lost", "timeout", "unreadable", "undecodable", "parked"];

/** What a generation without a picture becomes once its charge is known. */
function outcome(generation: Looked["generation"], cost: bigint) {
  const { status, cancelRequestedAt, errorCode } = generation;
  // The model answered, only not with a picture: what was missing was the figure.
  if (status === "unknown" && !LOST.includes(errorCode ?? "")) {
    return {
      status: "failed",
      reserved: 0n,
      errorMessage: told(
        generation,
        cost > 0n ? charged(Number(cost) / NANO) : "OpenRouter reports: nothing was charged.",
      ),
    };
  }
  if (cost > 0n) {
    return {
      reserved: 0n,
      errorCode: CHARGED_NOT_DELIVERED,
      errorMessage: status === "unknown" ? notDelivered(cost) : told(generation, charged(Number(cost) / NANO)),
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

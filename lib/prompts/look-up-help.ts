import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { formatUsd, toNano } from "@/lib/money";
import { isFinal, lookUp } from "@/lib/openrouter/lookup";
import { type Upstream, upstreamOf } from "@/lib/settings/upstream";
import { enterLedger } from "./ledger";

/** Milliseconds after the call: records come seconds late. Whatever is not there by then stays unknown. */
const AFTER_MS = [8_000, 60_000];
/** Milliseconds for which a cost is looked up anew at each start. */
const LEFT_MS = 24 * 60 * 60_000;

/** Takes up the look-ups that other processes left behind when they ended. */
export async function lookUpLeft(after = AFTER_MS): Promise<void> {
  const finishedAt = { gt: new Date(Date.now() - LEFT_MS) };
  const left = await db().promptHelp.findMany({ where: { charged: "unknown", finishedAt } });
  for (const { id, openrouterId, keyRef } of left) {
    const server = openrouterId && (await upstreamOf(keyRef));
    if (server) lookUpLater(id, openrouterId, server, after);
  }
}

/** Asks OpenRouter later what a call cost whose answer did not say it. Does not keep the process alive. */
export function lookUpLater(id: string, openrouterId: string, server: Upstream, [delay, ...later] = AFTER_MS): void {
  if (delay === undefined) return;
  const look = async () => {
    const found = await enterCost(id, openrouterId, server).catch((error) => {
      log.warn("prompts.lookup_failed", { help: id, error });
      return false;
    });
    if (!found) lookUpLater(id, openrouterId, server, later);
  };
  setTimeout(look, delay).unref();
}

/** True: the cost is known now and written down. */
export async function enterCost(id: string, openrouterId: string, server: Upstream): Promise<boolean> {
  const record = await lookUp(server.baseUrl, server.apiKey, openrouterId);
  const nano = toNano(record?.cost);
  const { finishedAt } = await db().promptHelp.findUniqueOrThrow({ where: { id } });
  if (!record || nano === null || !isFinal(record, finishedAt)) return false;
  const cost = BigInt(nano);
  await db().$transaction(async (tx) => {
    const help = await tx.promptHelp.findUniqueOrThrow({ where: { id } });
    if (help.cost !== null) return;
    const lost = help.status === "unknown";
    await tx.promptHelp.update({
      where: { id },
      data: {
        cost,
        charged: cost > 0n ? "yes" : "no",
        ...(lost && {
          status: "failed",
          errorMessage: `No answer reached us. OpenRouter charged ${cost > 0n ? formatUsd(nano) : "nothing"}.`,
        }),
      },
    });
    if (cost > 0n) await enterLedger(tx, help, cost, { source: "lookup", provider: record.provider });
  });
  return true;
}

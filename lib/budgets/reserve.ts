import "server-only";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatUsd } from "@/lib/money";
import { endOf, type Period } from "./period";
import { standing } from "./standing";

/** Requests that one person asks for and one key pays. */
interface Wish {
  userId: string;
  keyRef: string;
  /** `estimateHigh`: nano-dollars; null: the price is not known. */
  requests: { model: string; estimateHigh: bigint | null }[];
}

/**
 * What each request has to hold, where every budget that it falls under has room for all of them: inside the transaction
 * that writes them, so that no two wishes take the same room. Under a budget an unknown price counts as what the model cost
 * at most lately. Throws `forbidden`: no room, or no price to hold.
 */
export async function reserve(tx: Tx, { userId, keyRef, requests }: Wish, now = new Date()): Promise<bigint[]> {
  const free = requests.map(({ estimateHigh }) => estimateHigh ?? 0n);
  if (keyRef === "sandbox") return free;
  const budgets = await tx.budget.findMany({
    where: {
      OR: [{ scope: "instance" }, { scope: "person", scopeId: userId }, { scope: "key", scopeId: keyRef }],
    },
    orderBy: { amount: "asc" },
  });
  if (budgets.length === 0) return free;
  const held = await Promise.all(requests.map(({ model, estimateHigh }) => estimateHigh ?? lately(tx, model)));
  const wanted = held.reduce((sum, each) => sum + each, 0n);
  for (const budget of budgets) {
    const { spent, reserved } = await standing(tx, budget, now);
    const left = budget.amount - spent - reserved;
    if (wanted > left) throw refusal(budget, { wanted, left, reserved }, now);
  }
  return held;
}

/** The most that a request to this model cost of late. */
async function lately(tx: Tx, model: string): Promise<bigint> {
  const entries = await tx.ledgerEntry.findMany({
    where: { model, purpose: "generation", keyRef: { not: "sandbox" } },
    orderBy: { at: "desc" },
    take: 20,
    select: { amount: true },
  });
  if (entries.length === 0) {
    throw new AppError(
      "forbidden",
      `The price of ${model} is not known, and there is a budget to keep. Nothing was sent. Choose a model with a price.`,
    );
  }
  return entries.map(({ amount }) => amount).toSorted((a, b) => Number(b - a))[0] ?? 0n;
}

function refusal(
  { scope, period, amount }: { scope: string; period: string; amount: bigint },
  { wanted, left, reserved }: { wanted: bigint; left: bigint; reserved: bigint },
  now: Date,
): AppError {
  const usd = (nano: bigint) => formatUsd(Number(nano));
  const whose = { instance: "the studio's budget", person: "your budget", key: "the key's budget" }[scope];
  const held = reserved > 0n ? ` (${usd(reserved)} of it is held for what is under way or unknown)` : "";
  return new AppError(
    "forbidden",
    `This may cost up to ${usd(wanted)}, and ${left > 0n ? usd(left) : "nothing"} is left of ${whose} of ${usd(amount)} a ${period}${held}. Nothing was sent. It renews on ${renewal(period as Period, now)}.`,
  );
}

/** Such as `22 November, 00:00 UTC`. */
const renewal = (period: Period, now: Date): string =>
  `${endOf(period, now).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" })}, 00:00 UTC`;

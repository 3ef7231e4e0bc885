import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { toNano } from "@/lib/money";
import { fetchCredits, fetchKey } from "@/lib/openrouter/account";
import { getKeyState } from "./key-state";
import type { Account, Balance } from "./schema";
import { type Upstream, upstreamFor } from "./upstream";

/** Milliseconds. */
const FRESH_MS = 60_000;

/** What a key's server said last, by `keyRef`. */
const asked = new Map<string, { at: Date; answer: Promise<Pick<Balance, "account" | "problem">> }>();

/**
 * What is left to spend, asked anew after a minute, and at once when the person has spent something. The studio's own
 * account is its owner's business: a member learns only that it pays.
 */
export async function getBalance(ctx: Context): Promise<Balance> {
  const { payer, own } = await getKeyState(ctx);
  const whose = { payer, last4: own?.last4 ?? null };
  if (own?.readable === false) {
    return { ...whose, account: null, problem: "The key cannot be read any more. Paste it again in Settings." };
  }
  if (payer === "sandbox" || (payer === "studio" && ctx.user.role !== "owner")) {
    return { ...whose, account: null, problem: null };
  }
  return { ...whose, ...(await ask(await upstreamFor(ctx.user.id), ctx.user.id)) };
}

async function ask(server: Upstream, userId: string) {
  const { keyRef } = server;
  const last = asked.get(keyRef);
  if (last && Date.now() - last.at.getTime() < FRESH_MS && !(await spentSince(last.at, { userId, keyRef }))) {
    return last.answer;
  }
  const answer = read(server);
  asked.set(keyRef, { at: new Date(), answer });
  return answer;
}

const spentSince = async (at: Date, who: { userId: string; keyRef: string }) =>
  (await db().ledgerEntry.count({ where: { ...who, at: { gte: at } } })) > 0;

async function read({ baseUrl, apiKey }: Upstream): Promise<Pick<Balance, "account" | "problem">> {
  try {
    const [key, credits] = await Promise.all([fetchKey(baseUrl, apiKey), fetchCredits(baseUrl, apiKey)]);
    const account: Account = {
      label: key.label,
      used: nano(key.usage),
      limit:
        key.limit === null ? null : { amount: nano(key.limit), left: nano(key.limitRemaining), resets: key.limitReset },
      credit: credits && nano(credits.total - credits.used),
      expiresAt: key.expiresAt,
    };
    return { account, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { account: null, problem: error.message };
  }
}

/** An account may be overdrawn: nothing is left then. */
const nano = (usd: number | null) => toNano(Math.max(0, usd ?? 0)) ?? 0;

import "server-only";
import { z } from "zod";
import { getJson } from "@/lib/egress";
import { AppError } from "@/lib/errors";

/** What OpenRouter says of a key. Money is in US dollars. */
export interface KeyInfo {
  /** Its name there, such as `sk-or-v1-0e6...1c96`. */
  label: string;
  /** What it may spend; null: no limit of its own. */
  limit: number | null;
  /** What is left of it; null: no limit of its own. */
  limitRemaining: number | null;
  /** When the limit starts anew: daily, weekly, monthly; null: never. */
  limitReset: string | null;
  /** What it has spent so far. */
  usage: number;
  isFreeTier: boolean;
  /** Manages keys and pays for nothing. */
  isManagementKey: boolean;
  /** ISO 8601; null: it does not expire. */
  expiresAt: string | null;
}

/** The account behind a key, in US dollars. */
export interface Credits {
  total: number;
  used: number;
}

const TIMEOUT_MS = 10_000;

const dollars = z.number().nullish().catch(null);
const word = z.string().nullish().catch(null);
const yes = z.boolean().nullish().catch(null);

const Key = z.object({
  data: z.looseObject({
    label: word,
    limit: dollars,
    limit_remaining: dollars,
    limit_reset: word,
    usage: dollars,
    is_free_tier: yes,
    is_management_key: yes,
    is_provisioning_key: yes,
    expires_at: word,
  }),
});

const Account = z.object({ data: z.looseObject({ total_credits: z.number(), total_usage: z.number() }) });

/**
 * Asks what a key may do and has spent; free of charge. Throws `AppError`: `forbidden` where the key is not accepted,
 * `unavailable` where nobody can tell.
 */
export async function fetchKey(baseUrl: string, apiKey: string): Promise<KeyInfo> {
  const { status, json } = await ask(`${baseUrl}/key`, apiKey);
  if (status === 401 || status === 403) {
    throw new AppError("forbidden", "OpenRouter does not accept this key: it is misspelled, disabled or deleted.");
  }
  const key = status === 200 ? Key.safeParse(json).data?.data : undefined;
  if (!key) throw unavailable(`it answered ${status}`);
  return {
    label: key.label ?? "",
    limit: key.limit ?? null,
    limitRemaining: key.limit_remaining ?? null,
    limitReset: key.limit_reset ?? null,
    usage: key.usage ?? 0,
    isFreeTier: key.is_free_tier ?? false,
    isManagementKey: key.is_management_key ?? key.is_provisioning_key ?? false,
    expiresAt: key.expires_at ?? null,
  };
}

/** Whether the server accepts a key, asked for nothing; null: it does not say, or knows no such question. Never throws. */
export async function keyAccepted(baseUrl: string, apiKey: string): Promise<boolean | null> {
  const answer = await ask(`${baseUrl}/key`, apiKey, 3_000).catch(() => null);
  return answer?.status === 200 ? true : answer?.status === 401 ? false : null;
}

/** The account's credit; null: this key may not see it, or nobody can tell now. Never throws. */
export async function fetchCredits(baseUrl: string, apiKey: string): Promise<Credits | null> {
  const answer = await ask(`${baseUrl}/credits`, apiKey).catch(() => null);
  const account = answer?.status === 200 ? Account.safeParse(answer.json).data?.data : undefined;
  return account ? { total: account.total_credits, used: account.total_usage } : null;
}

const ask = (url: string, apiKey: string, timeoutMs = TIMEOUT_MS) =>
  getJson(url, { headers: { authorization: `Bearer ${apiKey}` }, timeoutMs }).catch(() => {
    throw unavailable("it could not be reached");
  });

const unavailable = (why: string) =>
  new AppError("unavailable", `OpenRouter cannot say now whether the key is good: ${why}. Try again in a minute.`);

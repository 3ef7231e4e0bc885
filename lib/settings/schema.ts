import { z } from "zod";

export const PasteKey = z.object({ key: z.string().trim().min(1, "Paste a key first.").max(300, "This is no key.") });

/** How a key came here: pasted, or fetched by signing in at OpenRouter. */
export type KeySource = "pasted" | "openrouter";

/** Whose key pays for this person's pictures; the sandbox's are painted for nothing. */
export type Payer = "own" | "studio" | "sandbox";

export interface KeyState {
  payer: Payer;
  /** The person's own key. Not `readable`: it was sealed with a secret that the server has no more. */
  own: { last4: string; source: KeySource; createdAt: string; readable: boolean } | null;
  /** Where a key is sent, such as `openrouter.ai`. */
  host: string;
  /** `OPENROUTER_BASE_URL` names a server, but no key for it is set. */
  unusedServer: boolean;
}

/** What is left to spend, answer of `GET /api/key`. Money is in nano-dollars. */
export interface Balance {
  payer: Payer;
  last4: string | null;
  /** Null: the sandbox, the studio's key (its owner alone sees it), or nobody can tell now. */
  account: Account | null;
  /** Why nobody can tell now, a sentence. */
  problem: string | null;
}

export interface Account {
  /** The key's name at OpenRouter. */
  label: string;
  used: number;
  /** What the key may spend, and when that starts anew (daily, weekly, monthly); null: no limit of its own. */
  limit: { amount: number; left: number; resets: string | null } | null;
  /** What the account has left, all keys together; null: the key may not see it. */
  credit: number | null;
  /** ISO 8601; null: the key does not expire. */
  expiresAt: string | null;
}

/** How a sign-in at OpenRouter ended. */
export type SignInOutcome =
  | "connected"
  | "denied"
  | "expired"
  /** Used before, replaced by a later one, or never begun here. */
  | "used"
  | "other-person"
  | "signed-out"
  | "refused"
  | "unreachable";

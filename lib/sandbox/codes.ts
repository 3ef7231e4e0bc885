import { randomUUID } from "node:crypto";
import { invalid } from "./refusal";
import type { PendingCode, State } from "./state";

const CODE_LIFETIME_MS = 10 * 60 * 1000;

/** Makes an authorization code; `POST /auth/keys` takes it once. */
export function issueCode({ codes }: State, pending: Omit<PendingCode, "expiresAt">): string {
  const code = randomUUID();
  codes.set(code, { ...pending, expiresAt: Date.now() + CODE_LIFETIME_MS });
  return code;
}

/** @throws Refusal 400 for a method that is neither S256, the default, nor plain */
export function methodOf(method = "S256"): "S256" | "plain" {
  if (method !== "S256" && method !== "plain") throw invalid("Invalid code_challenge_method");
  return method;
}

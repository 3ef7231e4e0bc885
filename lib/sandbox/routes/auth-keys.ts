import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { type Exchange, readJson, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";
import { parseBody } from "../validate/parse";

const CODE_LIFETIME_MS = 10 * 60 * 1000;

const CodeRequest = z.object({
  callback_url: z.url().optional(),
  code_challenge: z.string().min(1).optional(),
  code_challenge_method: z.string().optional(),
  key_label: z.string().optional(),
});

/** `POST /auth/keys/code`: an authorization code for PKCE (CONTRACT §6), as the sign-in page would hand it out. */
export async function postAuthKeysCode(exchange: Exchange): Promise<void> {
  const { code_challenge, code_challenge_method } = parseBody(CodeRequest, await readJson(exchange));
  const method = methodOf(code_challenge_method ?? "S256");
  const id = randomUUID();
  exchange.state.codes.set(id, {
    challenge: code_challenge ?? null,
    method,
    expiresAt: Date.now() + CODE_LIFETIME_MS,
  });
  sendJson(exchange, 200, { data: { id, app_id: 1, created_at: new Date().toISOString() } });
}

const KeyRequest = z.object({
  code: z.string().min(1),
  code_verifier: z.string().optional(),
  code_challenge_method: z.string().nullish(),
});

/** `POST /auth/keys`: exchanges a code, once, for a key. */
export async function postAuthKeys(exchange: Exchange): Promise<void> {
  const { code, code_verifier, code_challenge_method } = parseBody(KeyRequest, await readJson(exchange));
  const { codes, issuedKeys } = exchange.state;
  const pending = codes.get(code);
  codes.delete(code);
  const method = methodOf(code_challenge_method ?? pending?.method ?? "S256");
  if (!pending) throw new Refusal(403, "Invalid code or code_verifier");
  if (pending.expiresAt <= Date.now()) throw new Refusal(403, "Authorization code expired");
  if (method !== pending.method) throw invalid("Invalid code_challenge_method");
  if (pending.challenge !== null && challengeOf(code_verifier ?? "", method) !== pending.challenge) {
    throw new Refusal(403, "Invalid code or code_verifier");
  }
  const key = `sk-or-v1-${randomBytes(32).toString("hex")}`;
  issuedKeys.add(key);
  sendJson(exchange, 200, { key, user_id: "user_sandbox" });
}

function methodOf(method: string): "S256" | "plain" {
  if (method !== "S256" && method !== "plain") throw invalid("Invalid code_challenge_method");
  return method;
}

function challengeOf(verifier: string, method: "S256" | "plain"): string {
  return method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
}

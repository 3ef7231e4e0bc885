import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { issueCode, methodOf } from "../codes";
import { type Exchange, readJson, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";
import { parseBody } from "../validate/parse";

const CodeRequest = z.object({
  callback_url: z.url().optional(),
  code_challenge: z.string().min(1).optional(),
  code_challenge_method: z.string().optional(),
  key_label: z.string().max(100).optional(),
  limit: z.number().min(0).nullish(),
  usage_limit_type: z.enum(["daily", "weekly", "monthly"]).nullish(),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
});

/** `POST /auth/keys/code`: an authorization code for PKCE (CONTRACT §6), as the sign-in page hands it out. */
export async function postAuthKeysCode(exchange: Exchange): Promise<void> {
  const body = parseBody(CodeRequest, await readJson(exchange));
  const id = issueCode(exchange.state, {
    challenge: body.code_challenge ?? null,
    method: methodOf(body.code_challenge_method),
    key: {
      label: body.key_label ?? null,
      limit: body.limit ?? null,
      limitReset: body.usage_limit_type ?? null,
      expiresAt: body.expires_at ?? null,
    },
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
  const method = methodOf(code_challenge_method ?? pending?.method);
  if (!pending) throw new Refusal(403, "Invalid code or code_verifier");
  if (pending.expiresAt <= Date.now()) throw new Refusal(403, "Authorization code expired");
  if (method !== pending.method) throw invalid("Invalid code_challenge_method");
  if (pending.challenge !== null && challengeOf(code_verifier ?? "", method) !== pending.challenge) {
    throw new Refusal(403, "Invalid code or code_verifier");
  }
  const key = `sk-or-v1-${randomBytes(32).toString("hex")}`;
  issuedKeys.set(key, pending.key);
  sendJson(exchange, 200, { key, user_id: "user_sandbox" });
}

function challengeOf(verifier: string, method: "S256" | "plain"): string {
  return method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
}

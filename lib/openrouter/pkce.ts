import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { jsonIn, postOnce } from "./post-once";

// OpenRouter's sign-in for apps: an authorization code with a proof of who asked for it (PKCE, S256). The page lies at the
// host's root, the exchange below the API.

/** Where to send the person. `challenge`: base64url of the verifier's SHA-256. */
export function authorizationUrl(
  baseUrl: string,
  { callbackUrl, challenge, keyLabel }: { callbackUrl: string; challenge: string; keyLabel: string },
): string {
  const url = new URL(`${baseUrl.replace(/\/api\/v1$/, "")}/auth`);
  url.search = new URLSearchParams({
    callback_url: callbackUrl,
    code_challenge: challenge,
    code_challenge_method: "S256",
    key_label: keyLabel,
  }).toString();
  return url.href;
}

const Issued = z.looseObject({ key: z.string().min(1) });
const Refused = z.looseObject({ error: z.looseObject({ message: z.string() }) });

/** Exchanges the code, once, for a key. Throws `AppError` with the reason as a sentence. */
export async function exchangeCode(
  baseUrl: string,
  { code, verifier }: { code: string; verifier: string },
): Promise<string> {
  const answer = await postOnce(`${baseUrl}/auth/keys`, {
    json: { code, code_verifier: verifier, code_challenge_method: "S256" },
    timeoutMs: 15_000,
    maxBytes: 64 * 1024,
  }).catch(() => {
    throw new AppError("unavailable", "OpenRouter could not be reached to fetch the key. Sign in there again.");
  });
  const json = jsonIn(answer.body);
  const issued = Issued.safeParse(json).data;
  if (answer.status === 200 && issued) return issued.key;
  throw refusal(answer.status, Refused.safeParse(json).data?.error.message ?? "");
}

/** The documented refusals: 403 with one of two texts, 400, 405, 409. */
function refusal(status: number, message: string): AppError {
  if (/expired/i.test(message)) {
    return new AppError(
      "invalid",
      "The sign-in took too long: OpenRouter's code is good for ten minutes. Start again.",
    );
  }
  if (status === 403) {
    return new AppError("invalid", "OpenRouter does not know this sign-in: its code works once only. Start again.");
  }
  if (status === 409)
    return new AppError("conflict", "OpenRouter is busy with another sign-in. Try again in a minute.");
  if (status >= 500) return new AppError("unavailable", "OpenRouter has trouble of its own. Try again in a minute.");
  return new AppError("invalid", `OpenRouter refused the sign-in (${status}). Start again, or paste a key.`);
}

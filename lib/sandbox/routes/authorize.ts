import { issueCode, methodOf } from "../codes";
import { type Exchange, readText } from "../exchange";
import { Refusal } from "../refusal";
import type { IssuedKey } from "../state";
import { codePage, type Page, refusalPage, requestPage } from "./authorize-page";

/** What an app asks for in the address of `GET /auth` (CONTRACT §6). */
type Wish = {
  app: string;
  callback: URL | undefined;
  challenge: string | null;
  method: "S256" | "plain";
  key: IssuedKey;
};

/** `GET /auth`, at the root of the host: the page on which a person lets an app use the account. */
export function getAuthorize(exchange: Exchange) {
  answer(exchange, () => requestPage(wishIn(exchange.url)));
}

/** `POST /auth`: the button that the person pressed. */
export async function postAuthorize(exchange: Exchange): Promise<void> {
  const decision = new URLSearchParams(await readText(exchange)).get("decision");
  answer(exchange, () => {
    const { callback, challenge, method, key, app } = wishIn(exchange.url);
    const allowed = decision === "authorize";
    if (!allowed && decision !== "deny") throw new Refusal(400, "The form says neither authorize nor deny.");
    const code = allowed ? issueCode(exchange.state, { challenge, method, key }) : undefined;
    if (!callback) return codePage(app, code);
    callback.searchParams.set(code ? "code" : "error", code ?? "access_denied");
    return callback;
  });
}

/** @throws Refusal 400 with what is wrong with the address */
function wishIn({ searchParams: query }: URL): Wish {
  const address = query.get("callback_url");
  const callback = address === null ? undefined : callbackAt(address);
  const challenge = query.get("code_challenge") || null;
  const method = methodOf(query.get("code_challenge_method") ?? undefined);
  if (!callback && challenge === null) {
    throw new Refusal(400, "Without a callback_url a code_challenge is required.");
  }
  const label = query.get("key_label") || null;
  const limit = query.get("limit") === null ? null : Number(query.get("limit"));
  if (limit !== null && !(limit >= 0)) throw new Refusal(400, "Invalid limit: expected US dollars.");
  const key = { label, limit, limitReset: null, expiresAt: null };
  return { app: callback?.host ?? label ?? "An app", callback, challenge, method, key };
}

function callbackAt(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new Refusal(400, "Invalid callback_url: only http and https addresses are called back.");
}

/** Sends a page or a redirect; a refusal becomes a page too, because a person reads it. */
function answer({ response }: Exchange, decide: () => Page | URL) {
  const answered = attempt(decide);
  if (answered instanceof URL) return void response.writeHead(303, { Location: answered.href }).end();
  const { status, html, policy } = answered;
  response.removeHeader("Access-Control-Allow-Origin");
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
  response.end(html);
}

function attempt(decide: () => Page | URL): Page | URL {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return refusalPage(error);
    throw error;
  }
}

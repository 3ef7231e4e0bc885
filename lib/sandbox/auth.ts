import type { Exchange } from "./exchange";
import { Refusal } from "./refusal";

/** The caller's key. @throws Refusal 401 when there is none, or it is not one the sandbox accepts */
export function keyOf({ request, state }: Exchange): string {
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (!key) throw new Refusal(401, "Missing Authentication header");
  const issued = state.issuedKeys.get(key);
  const accepted = state.key === undefined ? key.startsWith("sk-or-") : key === state.key;
  if (!accepted && !issued) throw new Refusal(401, "User not found.");
  if (issued?.expiresAt && Date.parse(issued.expiresAt) <= Date.now()) throw new Refusal(401, "API key expired");
  return key;
}

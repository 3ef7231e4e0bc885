import "server-only";
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, env } from "./env";

/**
 * The secret that signs and encrypts sessions: AUTH_SECRET, else 32 random bytes (base64url) made once and kept in
 * `DATA_DIR/secrets/auth`, mode 0600.
 */
export function authSecret(): string {
  kept = env().authSecret ?? keptSecret("auth");
  return kept;
}

/** What `authSecret` read, for `redact` to know. */
let kept: string | undefined;

function keptSecret(name: string): string {
  const path = join(dataFolder("secrets"), name);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // Written aside, then linked: of two processes that start at once exactly one secret wins, and none is read half-written.
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, randomBytes(32).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(path, "utf8");
}

const KEY = "sk-or-[\\w-]{6,}";

/** Only such a text may be kept as a key: no other would be taken out of logs. */
export const looksLikeKey = (text: string): boolean => new RegExp(`^${KEY}$`).test(text);

/** `text` without anything that looks like an OpenRouter key, nor the server's own secrets, for logs, errors and pages. */
export function redact(text: string): string {
  const { apiKey, managementKey, authSecret: secret = kept, metricsToken } = env();
  const known = [apiKey, managementKey, secret, metricsToken].filter((each) => each !== undefined);
  return known.reduce((rest, each) => rest.replaceAll(each, "[key]"), text).replace(new RegExp(KEY, "g"), "[key]");
}

import "server-only";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { openKey } from "./own-key";

/** The server that answers, and the key it is asked with. */
export interface Upstream {
  /** Without a trailing slash. */
  baseUrl: string;
  /** Empty: the person's own key, which cannot be read any more. Work for it is paused, and never goes to another key. */
  apiKey: string;
  /** Whose key it is: "instance" the environment's, "sandbox" nobody's, else the id of a person's own (`ApiKey`). */
  keyRef: string;
  /** The built-in stand-in: no key is set. */
  sandbox: boolean;
  /** A name that stays the same between starts. */
  origin: string;
}

const shared = globalThis as typeof globalThis & { proofsheetSandbox?: Promise<string> };

/** What all share: with a key OpenRouter or `OPENROUTER_BASE_URL`, else the sandbox, started in this process when first asked for. */
export async function upstream(): Promise<Upstream> {
  const { apiKey } = env();
  if (apiKey) return withKey(apiKey, "instance");
  shared.proofsheetSandbox ??= startSandbox();
  return {
    baseUrl: await shared.proofsheetSandbox,
    apiKey: "sk-or-sandbox",
    keyRef: "sandbox",
    sandbox: true,
    origin: "sandbox",
  };
}

/** The server and the key that this person's work is paid with: their own key, else what all share. */
export async function upstreamFor(userId: string): Promise<Upstream> {
  const own = await db().apiKey.findUnique({ where: { userId } });
  return own ? withKey(openKey(own) ?? "", own.id) : upstream();
}

/** The server and the key that a job was made for; null: that key is not here, or cannot be read any more. */
export async function upstreamOf(keyRef: string): Promise<Upstream | null> {
  if (SHARED.includes(keyRef)) return keyRef === sharedKeyRef() ? upstream() : null;
  const own = await db().apiKey.findUnique({ where: { id: keyRef } });
  const apiKey = own && openKey(own);
  return apiKey ? withKey(apiKey, keyRef) : null;
}

/** The keys that are nobody's own. */
export const SHARED = ["instance", "sandbox"];
const sharedKeyRef = () => (env().apiKey ? "instance" : "sandbox");

/** The one of the two shared keys that this server does not have: its jobs wait until it is back, or a person decides. */
export const absentKeyRef = () => (env().apiKey ? "sandbox" : "instance");

function withKey(apiKey: string, keyRef: string): Upstream {
  const { baseUrl } = env();
  return { baseUrl, apiKey, keyRef, sandbox: false, origin: baseUrl };
}

async function startSandbox(): Promise<string> {
  const { serveSandbox } = await import("@/lib/sandbox/serve");
  const { url } = await serveSandbox({ background: true, latency: env().sandboxLatency });
  return url;
}

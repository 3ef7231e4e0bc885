import "server-only";
import { env } from "@/lib/env";

/** The server that answers, and the key it is asked with. */
export interface Upstream {
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  /** Whose key it is: "instance" the environment's, "sandbox" nobody's. */
  keyRef: string;
  /** The built-in stand-in: no key is set. */
  sandbox: boolean;
  /** A name that stays the same between starts. */
  origin: string;
}

const shared = globalThis as typeof globalThis & { proofsheetSandbox?: Promise<string> };

/** With a key OpenRouter or `OPENROUTER_BASE_URL`, else the sandbox, which is started in this process when first asked for. */
export async function upstream(): Promise<Upstream> {
  const { apiKey, baseUrl } = env();
  if (apiKey) return { baseUrl, apiKey, keyRef: "instance", sandbox: false, origin: baseUrl };
  shared.proofsheetSandbox ??= startSandbox();
  return {
    baseUrl: await shared.proofsheetSandbox,
    apiKey: "sk-or-sandbox",
    keyRef: "sandbox",
    sandbox: true,
    origin: "sandbox",
  };
}

async function startSandbox(): Promise<string> {
  const { serveSandbox } = await import("@/lib/sandbox/serve");
  const { url } = await serveSandbox({ background: true, latency: env().sandboxLatency });
  return url;
}

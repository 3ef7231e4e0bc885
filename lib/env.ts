import { mkdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";

/** Every setting of the program. `lib/env.ts` is the only reader of `process.env`. */
export interface Env {
  /** Absent: the built-in sandbox answers. */
  apiKey: string | undefined;
  /** OpenRouter's API or a compatible server's, without a trailing slash. */
  baseUrl: string;
  /** Absolute. */
  dataDir: string;
  /** Absolute path of the SQLite file. */
  databaseFile: string;
  /** Absent: made on the first start and kept in the data folder. */
  authSecret: string | undefined;
  /** The address people use, without a trailing slash; absent: whatever loopback name they typed. */
  appUrl: string | undefined;
  port: number;
  host: string;
  production: boolean;
  /** How long the built-in sandbox takes: as real models do, or no time at all (tests, demonstrations). */
  sandboxLatency: "realistic" | "none";
  /** Paid calls of one process at a time. */
  calls: number;
  /** Reads OpenRouter's own records of the account, and pays for nothing; absent: a call whose id was lost is not looked up. */
  managementKey: string | undefined;
  /** The model that polishes prompts and describes pictures; absent: a cheap one that reads both. */
  textModel: string | undefined;
  /** Absent: info for a server, warn for a command. */
  logLevel: "info" | "warn" | "error" | "none" | undefined;
  /** What `GET /api/metrics` asks for; absent: there are no metrics. */
  metricsToken: string | undefined;
}

/** The environment is wrong; `problems` names every mistake, one sentence each. */
export class EnvError extends Error {
  override name = "EnvError";
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/** OpenRouter's own API. */
export const OPENROUTER_API = "https://openrouter.ai/api/v1";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address, such as https://openrouter.ai/api/v1" })
  .transform((url) => url.replace(/\/+$/, ""));

const Variables = z.object({
  OPENROUTER_API_KEY: z.string().regex(/^\S+$/, "must not contain spaces").optional(),
  OPENROUTER_BASE_URL: httpUrl.default(OPENROUTER_API),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^file:[^?]+$/, "must be file:PATH, an SQLite file (PostgreSQL is not supported yet)")
    .optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  APP_URL: httpUrl
    .refine((url) => new URL(url).pathname === "/", "must be an origin without a path, such as https://studio.example")
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port number from 0 to 65535")
    .default(3000),
  PROOFSHEET_SANDBOX_LATENCY: z.enum(["realistic", "none"], 'must be "realistic" or "none"').default("realistic"),
  PROOFSHEET_CALLS: z
    .string()
    .regex(/^\d{1,2}$/, "must be a number from 1 to 64")
    .transform(Number)
    .refine((calls) => calls >= 1 && calls <= 64, "must be a number from 1 to 64")
    .default(8),
  OPENROUTER_MANAGEMENT_KEY: z.string().regex(/^\S+$/, "must not contain spaces").optional(),
  PROOFSHEET_TEXT_MODEL: z
    .string()
    .regex(/^[\w.-]+\/[\w.:-]+$/, "must be a model's id, such as google/gemini-2.5-flash-lite")
    .optional(),
  PROOFSHEET_LOG_LEVEL: z
    .enum(["info", "warn", "error", "none"], 'must be "info", "warn", "error" or "none"')
    .optional(),
  PROOFSHEET_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, "must have at least 16 characters and no spaces")
    .optional(),
  HOST: z.string().regex(/^\S+$/, "must be an address or a host name").default("127.0.0.1"),
});

/** Reads the settings from `source`. An empty variable counts as absent. Throws `EnvError` naming every mistake. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`));
  }
  const v = parsed.data;
  const dataDir = resolve(v.DATA_DIR);
  const file = v.DATABASE_URL?.replace(/^file:(\/\/(?=\/))?/, "");
  return Object.freeze({
    apiKey: v.OPENROUTER_API_KEY,
    baseUrl: v.OPENROUTER_BASE_URL,
    dataDir,
    databaseFile: file ? (isAbsolute(file) ? file : resolve(file)) : join(dataDir, "proofsheet.db"),
    authSecret: v.AUTH_SECRET,
    appUrl: v.APP_URL,
    port: v.PORT,
    host: v.HOST,
    production: source.NODE_ENV === "production",
    sandboxLatency: v.PROOFSHEET_SANDBOX_LATENCY,
    calls: v.PROOFSHEET_CALLS,
    managementKey: v.OPENROUTER_MANAGEMENT_KEY,
    textModel: v.PROOFSHEET_TEXT_MODEL,
    logLevel: v.PROOFSHEET_LOG_LEVEL,
    metricsToken: v.PROOFSHEET_METRICS_TOKEN,
  });
}

let current: Env | undefined;

/** The process's settings, read once. Throws `EnvError`. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

const shared = globalThis as typeof globalThis & { proofsheetFolders?: Set<string> };

/**
 * Makes and returns a folder below the data folder, for this user's eyes only. Once a process: a disk that was unmounted
 * meanwhile must not be taken for an empty one.
 */
export function dataFolder(...names: string[]): string {
  const path = join(env().dataDir, ...names);
  shared.proofsheetFolders ??= new Set();
  if (!shared.proofsheetFolders.has(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
  shared.proofsheetFolders.add(path);
  return path;
}

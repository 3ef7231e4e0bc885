import "server-only";
import { db } from "@/lib/db";
import { getJson } from "@/lib/egress";
import { log } from "@/lib/log";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import { type Upstream, upstream } from "@/lib/settings/upstream";
import type { Model } from "./schema";

/** Milliseconds between two refreshes; new models and prices appear within hours of a launch. */
const FRESH_MS = 10 * 60_000;
/** The same after a refresh that failed. */
const RETRY_MS = 60_000;
/** Milliseconds after which a copy is too old to be used without trying for a newer one first. */
const STALE_MS = 24 * 60 * 60_000;
/** Milliseconds for one call, and for all calls of a refresh. */
const CALL_MS = 10_000;
const REFRESH_MS = 30_000;

export interface Catalog {
  models: Model[];
  /** Null: it was never had. */
  fetchedAt: Date | null;
}

interface Shared {
  catalog: Catalog | null;
  refreshing: Promise<void> | null;
  started: boolean;
  /** When the last refresh ended; milliseconds since 1970. */
  triedAt: number;
  /** Why the last refresh failed: said once, not at every try. */
  trouble: string | null;
}

// Next loads a module once for pages, once for routes, once for instrumentation: only globalThis is shared.
const onGlobal = globalThis as typeof globalThis & { proofsheetCatalog?: Shared };

function shared(): Shared {
  onGlobal.proofsheetCatalog ??= { catalog: null, refreshing: null, started: false, triedAt: 0, trouble: null };
  return onGlobal.proofsheetCatalog;
}

/** Refreshes the catalogue now and every ten minutes. Does not keep the process alive. */
export function startCatalog(): void {
  const state = shared();
  if (state.started) return;
  state.started = true;
  const keepFresh = async () => {
    await refreshCatalog();
    // Jitter: many installations started by the same clock do not all call in the same second.
    setTimeout(keepFresh, (state.trouble ? RETRY_MS : FRESH_MS) * (0.9 + 0.2 * Math.random())).unref();
  };
  void keepFresh();
}

/** The catalogue: the one in memory, else the last good copy, else a fresh one; empty where none can be had. */
export async function catalog(): Promise<Catalog> {
  const state = shared();
  const copy = await remembered(state);
  const stale = Date.now() - (copy?.fetchedAt?.getTime() ?? 0) > STALE_MS;
  // While the server is down, one caller a minute waits for it; the others are answered at once.
  if (stale && (state.refreshing || Date.now() - state.triedAt > RETRY_MS)) await refreshCatalog();
  return state.catalog ?? { models: [], fetchedAt: null };
}

export async function findModel(id: string): Promise<Model | null> {
  return (await catalog()).models.find((model) => model.id === id) ?? null;
}

/** Fetches the catalogue and keeps it. On failure the old one stays. Never throws. */
export function refreshCatalog(): Promise<void> {
  const state = shared();
  state.refreshing ??= refresh(state).finally(() => {
    state.refreshing = null;
  });
  return state.refreshing;
}

async function refresh(state: Shared): Promise<void> {
  try {
    const server = await upstream();
    const deadline = AbortSignal.timeout(REFRESH_MS);
    const before = (await remembered(state))?.models;
    const models = await fetchCatalog((path) => get(server, path, deadline), before);
    const fetchedAt = new Date();
    state.catalog = { models, fetchedAt };
    const copy = { fetchedAt, models: JSON.parse(JSON.stringify(models)) };
    await db().catalogSnapshot.upsert({
      where: { origin: server.origin },
      create: { origin: server.origin, ...copy },
      update: copy,
    });
    if (state.trouble) log.info("catalog.refreshed", { models: models.length });
    state.trouble = null;
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== state.trouble) log.warn("catalog.refresh_failed", { reason: trouble });
    state.trouble = trouble;
  } finally {
    state.triedAt = Date.now();
  }
}

async function get({ baseUrl, apiKey }: Upstream, path: string, signal: AbortSignal): Promise<unknown> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const { status, json } = await getJson(`${baseUrl}${path}`, { headers, timeoutMs: CALL_MS, signal });
  if (status !== 200) throw new Error(`The server answered ${status} to ${path}.`);
  return json;
}

/** The catalogue in memory, else the last good copy of an earlier start. */
async function remembered(state: Shared): Promise<Catalog | null> {
  if (!state.catalog) {
    const { origin } = await upstream();
    const row = await db().catalogSnapshot.findUnique({ where: { origin } });
    const copy = row && { models: row.models as unknown as Model[], fetchedAt: row.fetchedAt };
    // A refresh may have ended meanwhile.
    state.catalog ??= copy;
  }
  return state.catalog;
}

import "server-only";
import { db } from "@/lib/db";
import { getJson } from "@/lib/egress";
import { log } from "@/lib/log";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import { type Upstream, upstream } from "@/lib/settings/upstream";
import type { Model } from "./schema";

/** Milliseconds between two refreshes; new models and prices appear within hours of a launch. */
const FRESH_MS = 10 * 60 * 1000;
const TIMEOUT_MS = 20_000;

export interface Catalog {
  models: Model[];
  /** Null: it was never had. */
  fetchedAt: Date | null;
}

interface Shared {
  catalog: Catalog | null;
  refreshing: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  /** The last refresh failed: said once, not every ten minutes. */
  failing: boolean;
}

const onGlobal = globalThis as typeof globalThis & { proofsheetCatalog?: Shared };

function shared(): Shared {
  onGlobal.proofsheetCatalog ??= { catalog: null, refreshing: null, timer: null, failing: false };
  return onGlobal.proofsheetCatalog;
}

/** Refreshes the catalogue now and every ten minutes. Does not keep the process alive. */
export function startCatalog(): void {
  const state = shared();
  if (state.timer) return;
  state.timer = setInterval(() => void refreshCatalog(), FRESH_MS).unref();
  void refreshCatalog();
}

/** The catalogue: the one in memory, else the last good copy, else a fresh one; empty where none can be had. */
export async function catalog(): Promise<Catalog> {
  const state = shared();
  if (!state.catalog) state.catalog = await lastGoodCopy((await upstream()).origin);
  if (!state.catalog) await refreshCatalog();
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
    const models = await fetchCatalog((path) => get(server, path));
    const fetchedAt = new Date();
    state.catalog = { models, fetchedAt };
    state.failing = false;
    const copy = { fetchedAt, models: JSON.parse(JSON.stringify(models)) };
    await db().catalogSnapshot.upsert({
      where: { origin: server.origin },
      create: { origin: server.origin, ...copy },
      update: copy,
    });
  } catch (error) {
    if (!state.failing) log.warn("catalog.refresh_failed", { error });
    state.failing = true;
  }
}

async function get({ baseUrl, apiKey }: Upstream, path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const { status, json } = await getJson(`${baseUrl}${path}`, { headers, timeoutMs: TIMEOUT_MS });
  if (status !== 200) throw new Error(`The catalogue answered ${status}.`);
  return json;
}

async function lastGoodCopy(origin: string): Promise<Catalog | null> {
  const row = await db().catalogSnapshot.findUnique({ where: { origin } });
  return row && { models: row.models as unknown as Model[], fetchedAt: row.fetchedAt };
}

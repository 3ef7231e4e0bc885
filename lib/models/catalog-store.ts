import "server-only";
import { log } from "@/lib/log";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import { type Upstream, upstream, upstreamOf } from "@/lib/settings/upstream";
import { fetchAdded } from "./added";
import { ask } from "./ask";
import { type CatalogCopy, copyDate, keepCopy, readCopy } from "./catalog-copy";
import type { Model } from "./schema";

/** Milliseconds between two refreshes; new models and prices appear within hours of a launch. */
const FRESH_MS = 10 * 60_000;
/** The same after a refresh that failed. */
const RETRY_MS = 60_000;
/** Milliseconds after which a copy is too old to be used without trying for a newer one first. */
const STALE_MS = 24 * 60 * 60_000;
/** Milliseconds for all calls of a refresh. */
const REFRESH_MS = 30_000;

export interface Catalog {
  models: Model[];
  /** Null: it was never had. */
  fetchedAt: Date | null;
}

/** One server's catalogue as this process knows it: the sandbox and OpenRouter may be in use side by side. */
interface Kept {
  /** With the key of whoever asked last: any key may read the catalogue. */
  server: Upstream;
  /** As it was last read from the disk. */
  copy: CatalogCopy | null;
  refreshing: Promise<void> | null;
  /** When the last refresh ended; milliseconds since 1970. */
  triedAt: number;
  /** Why the last refresh failed: said once, not at every try. */
  trouble: string | null;
}

interface Shared {
  byOrigin: Map<string, Kept>;
  /** True: what is in use is kept fresh. */
  following: boolean;
}

// Next loads a module once for pages, once for routes, once for instrumentation: only globalThis is shared.
const onGlobal = globalThis as typeof globalThis & { proofsheetCatalog?: Shared };

function shared(): Shared {
  onGlobal.proofsheetCatalog ??= { byOrigin: new Map(), following: false };
  return onGlobal.proofsheetCatalog;
}

function keptFor(server: Upstream): Kept {
  const { byOrigin, following } = shared();
  const kept = byOrigin.get(server.origin);
  if (kept) {
    kept.server = server;
    return kept;
  }
  const first: Kept = { server, copy: null, refreshing: null, triedAt: 0, trouble: null };
  byOrigin.set(server.origin, first);
  if (following) void keepFresh(first);
  return first;
}

/**
 * Refreshes the catalogue of this server, and of every other one that comes into use, now and every ten minutes. Does not
 * keep the process alive.
 */
export async function startCatalog(): Promise<void> {
  const all = shared();
  if (all.following) return;
  all.following = true;
  for (const kept of all.byOrigin.values()) void keepFresh(kept);
  keptFor(await upstream());
}

async function keepFresh(kept: Kept): Promise<void> {
  await refreshed(kept);
  // Jitter: many installations started by the same clock do not all call in the same second.
  setTimeout(() => keepFresh(kept), (kept.trouble ? RETRY_MS : FRESH_MS) * (0.9 + 0.2 * Math.random())).unref();
}

/** A server's catalogue: the last good copy, else a fresh one; empty where none can be had. */
export async function catalog(server: Upstream): Promise<Catalog> {
  const kept = keptFor(server);
  const copy = await newest(kept);
  const stale = Date.now() - (copy?.fetchedAt.getTime() ?? 0) > STALE_MS;
  // While the server is down, one caller a minute waits for it; the others are answered at once.
  if (!stale || !(kept.refreshing || Date.now() - kept.triedAt > RETRY_MS)) return copy ?? NOTHING;
  await refreshed(kept);
  return (await newest(kept)) ?? NOTHING;
}

const NOTHING: Catalog = { models: [], fetchedAt: null };

export async function findModel(server: Upstream, id: string): Promise<Model | null> {
  return (await catalog(server)).models.find((model) => model.id === id) ?? null;
}

/** Fetches a server's catalogue and keeps it. False: it failed, and the old one stays. Never throws. */
export async function refreshCatalog(server: Upstream): Promise<boolean> {
  const kept = keptFor(server);
  await refreshed(kept);
  return kept.trouble === null;
}

function refreshed(kept: Kept): Promise<void> {
  kept.refreshing ??= refresh(kept).finally(() => {
    kept.refreshing = null;
  });
  return kept.refreshing;
}

async function refresh(kept: Kept): Promise<void> {
  const { server } = kept;
  const begun = new Date();
  try {
    const before = (await newest(kept))?.models ?? [];
    // A key that was removed meanwhile is not used again: OpenRouter shows its catalogue to everybody.
    const apiKey = (await upstreamOf(server.keyRef))?.apiKey ?? "";
    const get = ask({ ...server, apiKey }, AbortSignal.timeout(REFRESH_MS));
    const listed = await fetchCatalog(get, before);
    await keepCopy(server.origin, [...listed, ...(await fetchAdded(get, listed))], begun);
    if (kept.trouble) log.info("catalog.refreshed", { models: listed.length });
    kept.trouble = null;
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== kept.trouble) log.warn("catalog.refresh_failed", { reason: trouble });
    kept.trouble = trouble;
  } finally {
    kept.triedAt = Date.now();
  }
}

/** The copy that is kept on the disk, by whichever process; read again only when it is another one. */
async function newest(kept: Kept): Promise<CatalogCopy | null> {
  const { origin } = kept.server;
  const date = await copyDate(origin);
  if (date?.getTime() !== kept.copy?.fetchedAt.getTime()) kept.copy = await readCopy(origin);
  return kept.copy;
}

import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "@/lib/context";
import { type ChaosOptions, type ChaosUpstream, MODELS, serveChaos } from "./upstream";
import type { Wish } from "./worker";

/** A library and an upstream to prove something on. */
export interface Ground {
  dataDir: string;
  upstream: ChaosUpstream;
  /** The owner. */
  ctx: Context;
  /** What a process needs to work on this library. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** Makes a library with an owner and the upstream's catalogue. Call it before anything reads the environment. */
export async function prepareGround(options: ChaosOptions): Promise<Ground> {
  const upstream = await serveChaos(options);
  const dataDir = mkdtempSync(join(roomiest(), "proofsheet-chaos-"));
  const environment = {
    ...{ DATA_DIR: dataDir, DATABASE_URL: "", AUTH_SECRET: "", APP_URL: "", PROOFSHEET_CALLS: "16" },
    ...{ OPENROUTER_BASE_URL: upstream.url, OPENROUTER_API_KEY: "sk-or-v1-chaos0123456789" },
  };
  Object.assign(process.env, environment);
  const { prepareLibrary } = await import("@/lib/library");
  const { db } = await import("@/lib/db");
  const { catalog } = await import("@/lib/models/catalog-store");
  const { upstream: ours } = await import("@/lib/settings/upstream");
  prepareLibrary();
  const { id } = await db().user.create({ data: { role: "owner" } });
  await catalog(await ours());
  // The processes under fire have the library to themselves.
  await db().$disconnect();
  return {
    ...{ dataDir, upstream, environment, ctx: { user: { id, role: "owner" }, actor: "web" } },
    async close() {
      await upstream.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Memory where there is enough of it: what a killed process had written is there all the same, and no disk is waited for. */
function roomiest(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize > 8e9 ? "/dev/shm" : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A press of Generate: one generation, or several of one set. Ids come from `random`, as everything else of a run does. */
export function wish(random: () => number): Wish {
  const model = random() < 0.5 ? MODELS.plain : MODELS.streaming;
  return {
    setId: idOf(random),
    prompt: "a lighthouse",
    references: [],
    generations: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      id: idOf(random),
      model,
      settings: { n: 1 },
    })),
  } as Wish;
}

/** A UUID (version 4) of a run's own numbers. */
export function idOf(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = "4";
  hex[16] = "8";
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .map((part) => part.join(""))
    .join("-");
}

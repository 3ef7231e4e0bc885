import "server-only";
import { liveSessions } from "@/lib/auth/session-row";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { overlapping } from "./changes";

/** How often the database is asked whether anybody, in whatever process, has written. */
const LOOK_MS = 500;

/** Somebody who waits for changes of one person's generations, as long as a session lasts. */
interface Watcher {
  userId: string;
  sessionId: string;
  /** Since `changed` was last asked. */
  touched: boolean;
  ended: boolean;
  wake: () => void;
}

/** One look at the database for all who wait in this process. */
class Watch {
  private readonly watchers = new Set<Watcher>();
  private readonly timer = setInterval(() => void this.look(), LOOK_MS).unref();
  private looking: Promise<void> | null = null;
  /** Empty: the next look asks, whatever the database says. */
  private version = "";
  private lookedAt = new Date();

  get size(): number {
    return this.watchers.size;
  }

  add(watcher: Watcher): void {
    this.watchers.add(watcher);
    // It may have missed what came since it last asked.
    this.version = "";
  }

  /** Returns whether nobody is left. */
  remove(watcher: Watcher): boolean {
    this.watchers.delete(watcher);
    if (this.watchers.size === 0) clearInterval(this.timer);
    return this.watchers.size === 0;
  }

  end(): void {
    for (const watcher of this.watchers) {
      watcher.ended = true;
      watcher.wake();
    }
  }

  look(): Promise<void> {
    this.looking ??= this.ask()
      .catch((error) => {
        this.version = "";
        log.error("watch.failed", { error });
      })
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  private async ask(): Promise<void> {
    const version = await databaseVersion();
    if (version === this.version) return;
    this.version = version;
    const now = new Date();
    const all = [...this.watchers];
    const [changed, alive] = await Promise.all([
      db().generation.groupBy({
        by: ["userId"],
        where: { userId: { in: unique(all, "userId") }, updatedAt: { gte: overlapping(this.lookedAt, now) } },
      }),
      liveSessions(unique(all, "sessionId")),
    ]);
    this.lookedAt = now;
    const touched = new Set(changed.map(({ userId }) => userId));
    for (const watcher of all) {
      watcher.touched ||= touched.has(watcher.userId);
      watcher.ended ||= !alive.has(watcher.sessionId);
      if (watcher.touched || watcher.ended) watcher.wake();
    }
  }
}

const unique = (watchers: Watcher[], name: "userId" | "sessionId") => [...new Set(watchers.map((one) => one[name]))];

/** Another value after every write: `total_changes` counts this connection's, `data_version` everybody else's. */
async function databaseVersion(): Promise<string> {
  const rows = await db().$queryRaw<
    { own: bigint; others: bigint }[]
  >`SELECT total_changes() AS own, data_version AS others FROM pragma_data_version`;
  return rows.map(({ own, others }) => `${own} ${others}`).join();
}

const shared = globalThis as typeof globalThis & { proofsheetWatch?: Watch };

/** How to wait for a person's next change. */
export interface Changing {
  /** True: something may have changed; false: nothing did for `ms`; null: the session or the server has ended. */
  changed(ms: number): Promise<boolean | null>;
  stop(): void;
}

/** Watches a person's generations until `stop`, or until the session is over. */
export function watchGenerations(userId: string, sessionId: string): Changing {
  shared.proofsheetWatch ??= new Watch();
  const watch = shared.proofsheetWatch;
  const watcher: Watcher = { userId, sessionId, touched: false, ended: false, wake: () => {} };
  watch.add(watcher);
  return {
    async changed(ms) {
      if (!watcher.touched && !watcher.ended) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          watcher.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const { touched, ended } = watcher;
      watcher.touched = false;
      return ended ? null : touched;
    },
    stop() {
      watcher.ended = true;
      watcher.wake();
      if (watch.remove(watcher) && shared.proofsheetWatch === watch) shared.proofsheetWatch = undefined;
    },
  };
}

/** Tells everybody the last changes and lets them go: the server stops. */
export async function endWatching(): Promise<void> {
  const watch = shared.proofsheetWatch;
  await watch?.look();
  watch?.end();
}

/** How many wait in this process. */
export const watching = (): number => shared.proofsheetWatch?.size ?? 0;

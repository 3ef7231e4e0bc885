import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { wake } from "@/lib/wake";
import { type Claim, claim } from "./claim";
import { dispatch } from "./dispatch";
import { Gate } from "./gate";
import { land } from "./land";
import { keepLease, releaseLeases, renewLease } from "./lease";
import { releaseKey } from "./pause-key";
import { reconcile } from "./reconcile";
import { recover } from "./recover";
import { findSpooled } from "./spool";
import { sweep } from "./sweep";

const TURN_MS = 1000;
const SWEEP_MS = 60 * 60 * 1000;
/** A loop that has not come round for this long is stuck. */
const STALE_MS = 30_000;

/** Reasons, half a sentence each. */
interface PressHealth {
  stuck: string | null;
  fault: string | null;
}

export interface PressOptions {
  /** Claim these generations alone: a command that makes three pictures does not take over a server's queue. */
  only?: string[];
}

/** One process's share of the paid work: claims what is queued, recovers what others left behind, looks up what is unknown. */
class Press {
  private readonly owner = randomUUID();
  /** What is under way. */
  private readonly running = new Map<Claim, Promise<void>>();
  private readonly gate = new Gate(env().calls);
  private lookingUp: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;
  private turning: Promise<void> | null = null;
  private wanted = false;
  private stopped = false;
  private sweptAt = 0;
  private turnedAt = Date.now();
  private fault: string | null = null;

  constructor(private readonly options: PressOptions) {
    this.timer = setInterval(this.turn, TURN_MS);
    wake().on("work", this.turn);
    this.turn();
  }

  async stop(drainMs: number): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    wake().off("work", this.turn);
    await this.turning;
    const late = new Promise((resolve) => setTimeout(resolve, drainMs).unref());
    await Promise.race([Promise.allSettled([...this.running.values(), this.lookingUp]), late]);
    await releaseLeases(this.owner);
  }

  health(): PressHealth {
    return { stuck: Date.now() - this.turnedAt > STALE_MS ? "the press is stuck" : null, fault: this.fault };
  }

  /** Comes round once; asked for again meanwhile, once more after that. */
  private readonly turn = (): void => {
    this.wanted = true;
    this.turning ??= this.turnWhileWanted().finally(() => {
      this.turning = null;
    });
  };

  private async turnWhileWanted(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      try {
        await this.work();
        this.fault = null;
      } catch (error) {
        this.fault = "the press cannot do its work: see the server's log";
        log.error("press.turn_failed", { error });
      }
      this.turnedAt = Date.now();
    }
  }

  /** What another process was told to cancel, the command line or a second server, is canceled here. */
  private async hearCancels(): Promise<void> {
    if (this.running.size === 0) return;
    const ids = [...this.running.keys()].map(({ generationId }) => generationId);
    const wanted = await db().generation.findMany({
      where: { id: { in: ids }, cancelRequestedAt: { not: null } },
      select: { id: true },
    });
    for (const { id } of wanted) wake().emit("cancel", id);
  }

  private async work(): Promise<void> {
    await this.hearCancels();
    await recover(
      this.owner,
      [...this.running.keys()].map(({ attemptId }) => attemptId),
    );
    const slots = env().calls - this.running.size;
    for await (const claimed of claim(this.owner, slots, this.options.only, this.gate)) {
      const job = handle(claimed, this.gate).finally(() => {
        this.running.delete(claimed);
        this.gate.leave(claimed);
        this.turn();
      });
      this.running.set(claimed, job);
    }
    // A look-up waits for somebody else's server: nothing that is to be sent waits for a look-up.
    this.lookingUp ??= reconcile()
      .catch((error) => log.error("press.reconcile_failed", { error }))
      .finally(() => {
        this.lookingUp = null;
      });
    if (Date.now() - this.sweptAt > SWEEP_MS) {
      this.sweptAt = Date.now();
      await sweep();
    }
  }
}

/** Sends one claimed request and lands its answer. A local failure gives the lease up: recovery takes over. */
async function handle(claimed: Claim, gate: Gate): Promise<void> {
  const stopRenewing = keepLease(claimed);
  try {
    const sentAt = Date.now();
    const verdict = await dispatch(claimed);
    gate.learn(claimed, verdict, sentAt);
    await land(claimed, verdict, await findSpooled(claimed.attemptId));
    if (claimed.probe && verdict.kind === "delivered") await releaseKey(claimed.keyRef);
  } catch (error) {
    log.error("press.attempt_failed", { attempt: claimed.attemptId, error });
    await renewLease(claimed, { leaseUntil: new Date() }).catch(() => {});
  } finally {
    stopRenewing();
  }
}

const shared = globalThis as typeof globalThis & { proofsheetPress?: Press };

/** Starts this process's press, once. */
export function startPress(options: PressOptions = {}): void {
  shared.proofsheetPress ??= new Press(options);
}

/** Claims nothing more, waits up to `drainMs` for what is running, and hands the rest to recovery. */
export async function stopPress(drainMs = 30_000): Promise<void> {
  const press = shared.proofsheetPress;
  shared.proofsheetPress = undefined;
  await press?.stop(drainMs);
}

/** What keeps this process's press from coming round at all, and from its work; null: nothing. */
export function pressHealth(): PressHealth {
  return shared.proofsheetPress?.health() ?? { stuck: null, fault: "the press is not running" };
}

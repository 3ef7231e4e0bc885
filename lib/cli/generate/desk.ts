import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cancel } from "@/lib/generations/cancel";
import { create } from "@/lib/generations/create";
import { getGenerations } from "@/lib/generations/get";
import type { GenerationDto } from "@/lib/generations/schema";
import { startPress, stopPress } from "@/lib/press/loop";
import type { Budget } from "./budget";
import { follow } from "./follow";
import { type Plan, plan } from "./plan";
import type { Wish } from "./wish";

/** Hears how the work goes. */
interface Watch {
  expect(count: number): void;
  onChange(generation: GenerationDto): void;
  say(line: string): void;
}

/** What one command has under way: it sends with a press of its own, so that no server is needed. */
export class Desk {
  /** The press claims these alone; it looks at the list anew at every turn. */
  private readonly ids: string[] = [];
  private readonly stopping = new AbortController();
  private readonly leaving = new AbortController();
  private interruptedAt = 0;

  constructor(
    private readonly ctx: Context,
    private readonly budget: Budget,
    private readonly timeoutMs: number,
    private readonly watch: Watch,
  ) {
    process.on("SIGINT", this.interrupt);
    process.on("SIGTERM", this.interrupt);
  }

  /** Aborts when nothing more is to be taken on. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * Takes a wish on as the web's door would: whole or not at all. Throws `AppError` that names the option it is about; then
   * nothing was sent.
   */
  async accept(wish: Wish): Promise<Plan> {
    try {
      const planned = await plan(this.ctx, wish);
      await this.takeRoom(planned);
      try {
        if (this.stopped.aborted) throw new AppError("unavailable", "Canceled.");
        await create(this.ctx, planned.input);
      } catch (error) {
        this.budget.settle(planned.high, 0);
        throw error;
      }
      this.watch.expect(planned.ids.length);
      this.ids.push(...planned.ids);
      if (this.stopped.aborted) this.cancel(planned.ids);
      startPress({ only: this.ids });
      return planned;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const flag = error.field && wish.flagOf(error.field);
      const message = `${flag ? `${flag}: ` : ""}${error.message}`;
      throw new AppError(error.code, /Nothing was sent\.$/.test(message) ? message : `${message} Nothing was sent.`);
    }
  }

  private async takeRoom({ ids, high }: Plan): Promise<void> {
    // What an earlier run accepted counts, and is brought to its end: refusing it now would not make it unsent.
    if ((await getGenerations(this.ctx, ids)).length > 0) return this.budget.hold(high);
    const refused = await this.budget.take(high);
    if (refused) throw new AppError("invalid", refused, "budget");
  }

  /** Waits until nothing of it moves any more, its time is up, or the person leaves. Returns how it stands. */
  async await({ ids, high }: Plan): Promise<GenerationDto[]> {
    const enough = AbortSignal.any([this.leaving.signal, AbortSignal.timeout(this.timeoutMs)]);
    let generations = await follow(this.ctx, ids, enough, this.watch.onChange);
    for (const id of ids) this.ids.splice(this.ids.indexOf(id), 1);
    if (enough.aborted) {
      // What waited may have been sent just now: nothing is told before that is over.
      if (this.leaving.signal.aborted || this.ids.length === 0) await stopPress(0);
      generations = await getGenerations(this.ctx, ids);
    }
    this.budget.settle(high, costOf(generations));
    return generations;
  }

  /** Ends the press; what it has under way is left to whoever comes next. */
  async close(): Promise<void> {
    process.off("SIGINT", this.interrupt);
    process.off("SIGTERM", this.interrupt);
    await stopPress(0);
  }

  /** The first Ctrl+C cancels what can be, the second one stops waiting. */
  private readonly interrupt = (): void => {
    // npm passes a Ctrl+C on to a process that the terminal has told already.
    if (this.interruptedAt && Date.now() - this.interruptedAt < 500) return;
    if (this.interruptedAt) {
      this.leaving.abort();
      return;
    }
    this.interruptedAt = Date.now();
    this.stopping.abort();
    this.watch.say("Canceling. What is being made is paid for and awaited; Ctrl+C again to leave at once.");
    this.cancel(this.ids);
  };

  private cancel(ids: string[]): void {
    for (const id of ids) cancel(this.ctx, { id }).catch((error) => this.watch.say(String(error)));
  }
}

/** Nano-dollars; where there is no figure and it may have been charged, or may still be sent, the high end of its estimate. */
function costOf(generations: GenerationDto[]): number {
  const over = (status: string) => ["succeeded", "failed", "canceled"].includes(status);
  return generations.reduce(
    (sum, { cost, charged, status, estimate }) =>
      sum + (cost ?? (charged === "no" && over(status) ? 0 : (estimate?.high ?? 0))),
    0,
  );
}

import { EventEmitter, once } from "node:events";
import { formatUsd } from "@/lib/money";

/**
 * What one command may spend. Whatever is under way is held with the high end of its estimate until it has ended: what is
 * let in can never bring the sum of estimates and costs above the limit.
 */
export class Budget {
  /** Nano-dollars, as all amounts here. */
  spent = 0;
  private held = 0;
  private readonly released = new EventEmitter();

  /** `limit` null: none. `unknownToo`: lets in what has no known price. */
  constructor(
    readonly limit: number | null,
    private readonly unknownToo: boolean,
  ) {}

  /** Takes room for something that may cost `high`, waiting for what is under way where it decides. Null, or why there is none. */
  async take(high: number | null): Promise<string | null> {
    if (this.limit !== null && high === null && !this.unknownToo) {
      return "Its price is not known, and there is a budget. --allow-unknown-price sends it all the same.";
    }
    const amount = high ?? 0;
    while (this.limit !== null && this.spent + this.held + amount > this.limit) {
      if (this.held === 0) return refusal(amount, this.limit - this.spent, this.limit);
      await once(this.released, "release");
    }
    this.hold(high);
    return null;
  }

  /** Takes the room whether or not there is any: it was accepted before. */
  hold(high: number | null): void {
    this.held += high ?? 0;
  }

  /** Gives room that was taken back for what it did cost. */
  settle(high: number | null, cost: number): void {
    this.held -= high ?? 0;
    this.spent += cost;
    this.released.emit("release");
  }
}

function refusal(high: number, left: number, limit: number): string {
  return `It may cost up to ${formatUsd(high)}, and ${left > 0 ? formatUsd(left) : "nothing"} is left of the budget of ${formatUsd(limit)}.`;
}

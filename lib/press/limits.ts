/** Where a paid call goes. */
export interface Call {
  keyRef: string;
  model: string;
}

interface Lane {
  running: number;
  limit: number;
  /** When it was lowered last, Unix milliseconds. */
  loweredAt: number;
}

/**
 * How many calls may be under way at once with one key, and with it to one model: half as many when the server says that
 * they are too many, one more after each success.
 */
export class Limits {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly max: number) {}

  /** Takes a place in both lanes; false: one of them is full. */
  take(call: Call): boolean {
    const lanes = namesOf(call).map((name) => this.lane(name));
    if (lanes.some(({ running, limit }) => running >= limit)) return false;
    for (const lane of lanes) lane.running++;
    return true;
  }

  /** Gives it back. */
  free(call: Call): void {
    for (const name of namesOf(call)) this.lane(name).running--;
    this.forgetIdle();
  }

  /** Calls under way with a key. */
  running({ keyRef }: Call): number {
    return this.lanes.get(keyRef)?.running ?? 0;
  }

  /** Too many with this key, or to this model. Of calls that were sent together only the first to be refused counts. */
  lower(what: "key" | "model", call: Call, sentAt: number, now = Date.now()): void {
    const lane = this.lane(namesOf(call)[what === "key" ? 0 : 1]);
    if (sentAt <= lane.loweredAt) return;
    lane.limit = Math.max(1, Math.floor(lane.limit / 2));
    lane.loweredAt = now;
  }

  raise(call: Call): void {
    for (const name of namesOf(call)) {
      const lane = this.lane(name);
      lane.limit = Math.min(this.max, lane.limit + 1);
    }
  }

  /** What nothing more may be sent to now; without `model`: with this key at all. */
  full(): { keyRef: string; model?: string }[] {
    const full = [...this.lanes].filter(([, { running, limit }]) => running >= limit);
    return full.map(([name]) => {
      const [keyRef = "", model] = name.split(" ");
      return model === undefined ? { keyRef } : { keyRef, model };
    });
  }

  private lane(name: string): Lane {
    const lane = this.lanes.get(name) ?? { running: 0, limit: this.max, loweredAt: 0 };
    this.lanes.set(name, lane);
    return lane;
  }

  private forgetIdle(): void {
    for (const [name, { running, limit }] of this.lanes)
      if (running === 0 && limit === this.max) this.lanes.delete(name);
  }
}

const namesOf = ({ keyRef, model }: Call): [key: string, model: string] => [keyRef, `${keyRef} ${model}`];

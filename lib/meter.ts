import "server-only";
import { Counter, Histogram, Registry } from "prom-client";

/** What this process measured of its own work. The rest of the metrics is read from the database when asked for. */
interface Meter {
  registry: Registry;
  /** Seconds from the time it was due until a generation was claimed. */
  wait: Histogram;
  /** Seconds from sending until the answer's headers. */
  headers: Histogram;
  /** Seconds from sending until the pictures are in the library. */
  picture: Histogram;
  /** Bytes of answers that were written to the spool. */
  landed: Counter;
}

const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];

function build(): Meter {
  const registry = new Registry();
  const seconds = (name: string, help: string) =>
    new Histogram({ name: `proofsheet_${name}_seconds`, help, buckets: SECONDS, registers: [registry] });
  return {
    registry,
    wait: seconds("queue_wait", "From the time a generation was due until it was claimed, in this process."),
    headers: seconds("headers", "From sending until the answer's headers, in this process."),
    picture: seconds("picture", "From sending until the pictures are in the library, in this process."),
    landed: new Counter({
      name: "proofsheet_landed_bytes_total",
      help: "Bytes of answers that this process wrote to its spool.",
      registers: [registry],
    }),
  };
}

const shared = globalThis as typeof globalThis & { proofsheetMeter?: Meter };

export function meter(): Meter {
  shared.proofsheetMeter ??= build();
  return shared.proofsheetMeter;
}

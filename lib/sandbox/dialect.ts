import type { Payload } from "./faults/rule";
import type { Job, Result } from "./job";

/** How a route says what happened; both routes share everything else. */
export type Dialect = {
  body: (job: Job, result: Result) => Payload;
  /** Absent when the route shows no previews. */
  preview?: (b64: string, index: number) => Payload;
  events: (job: Job, result: Result) => Payload[];
  /** The event that ends a stream which failed after it began. */
  failure: (job: Job, id: string) => Payload;
  /** Whether a client that hangs up still pays (CONTRACT §2.7, §3.4). */
  billsAfterHangUp: (job: Job) => boolean;
};

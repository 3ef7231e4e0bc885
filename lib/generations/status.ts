import type { Status } from "./schema";

/** Still moving by itself. */
export const isActive = (status: Status): boolean =>
  status === "queued" || status === "running" || status === "storing";

/** Nothing more will happen unless a person acts (`unknown` may still be cleared up by a look-up). */
export const isTerminal = (status: Status): boolean =>
  status === "succeeded" || status === "failed" || status === "canceled";

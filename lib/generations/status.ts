import type { Status } from "./schema";

/** Still moving by itself. */
export const isActive = (status: Status): boolean =>
  status === "queued" || status === "running" || status === "storing";

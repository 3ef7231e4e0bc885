import { formatUsd } from "@/lib/money";

/** How long OpenRouter's response cache is asked to keep an answer, and a paid one can be fetched for nothing. */
export const CACHED_MS = 24 * 60 * 60_000;

/** The error code of what was paid and is not here. */
export const CHARGED_NOT_DELIVERED = "charged_not_delivered";

/** `cost`: nano-dollars; null: not reported. `fetching`: what the last try to fetch it came to. */
export const notDelivered = (cost: bigint | number | null, fetching?: string): string =>
  [
    `OpenRouter reports: charged${cost === null ? "" : ` ${formatUsd(Number(cost))}`}, image not delivered.`,
    fetching && `Fetching it failed: ${fetching}`,
  ]
    .filter(Boolean)
    .join(" ");

/** What a generation is whose picture was paid and is not here, as a change of its row. */
export const paidNotDelivered = (cost: bigint | number | null, fetching?: string) => ({
  status: "unknown",
  charged: "yes",
  reserved: 0n,
  lookupAt: null,
  cancelRequestedAt: null,
  replayAttemptId: null,
  errorCode: CHARGED_NOT_DELIVERED,
  errorMessage: notDelivered(cost, fetching),
});

/** Attempts whose answer was paid, did not come, and may still be had: chat alone has a response cache. */
export const PAID_IN_VAIN = { transport: "chat", charged: "yes", images: { none: {} } } as const;

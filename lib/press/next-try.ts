import "server-only";
import type { Tx } from "@/lib/db";
import type { Refusal } from "@/lib/openrouter/errors";
import { PAUSE_MS, retryTime, TRIES_MAX } from "./schedule";

/** Said in place of `SENT_AGAIN` where no next try comes. */
export const GIVEN_UP = "It was tried often enough: generate it again later, or choose another model.";

/** The next try of a request that was surely not charged; null: it was tried often enough. */
export async function nextTry(
  tx: Tx,
  { id, generationId, no }: { id: string; generationId: string; no: number },
  { code, retryAfter }: Refusal,
): Promise<{ status: "queued" | "paused"; runAfter: Date } | null> {
  // What the other form of the request was refused for as well is not asked a third time.
  const others = { generationId, outcome: code, id: { not: id } };
  if (code === "wrong_modalities" && (await tx.attempt.count({ where: others })) > 0) return null;
  if (no < TRIES_MAX) return { status: "queued", runAfter: retryTime(no, retryAfter) };
  // What is busy has not failed: it waits for a quieter hour.
  return code === "rate_limited" || code === "in_flight_budget"
    ? { status: "paused", runAfter: new Date(Date.now() + PAUSE_MS) }
    : null;
}

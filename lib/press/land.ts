import "server-only";
import { log } from "@/lib/log";
import type { Verdict } from "./judge";
import { type Held, settleDelivered, settleRefused } from "./settle";
import { clearSpool } from "./spool";
import { storeImages } from "./store";

/** Brings a verdict into the library: pictures into the storage, then one transaction. Safe to repeat. */
export async function land(held: Held, verdict: Verdict, spoolFile: string): Promise<void> {
  if (verdict.kind === "refused") {
    if (!(await settleRefused(held, verdict))) log.warn("press.lease_lost", { attempt: held.attemptId });
    return;
  }
  const blobs = await storeImages(verdict.images, spoolFile);
  if (blobs.length > 0) await settleDelivered(held.attemptId, blobs, verdict.cost);
  // What the answer says that it costs is not billed: the look-up has the figure.
  else await settleRefused(held, { kind: "refused", refusal: UNDECODABLE, cost: null });
  await clearSpool(held.attemptId, ["preview"]);
}

const UNDECODABLE = {
  code: "undecodable",
  next: "unknown",
  message:
    "The picture arrived damaged and could not be decoded; what came is kept. OpenRouter does not bill such answers; the charge is being looked up.",
  retryAfter: null,
  verify: false,
} as const;

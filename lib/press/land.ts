import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Verdict } from "./judge";
import { type Held, settleDelivered, settleRefused } from "./settle";
import { clearSpool, type Spooled } from "./spool";
import { storeImages } from "./store";

/** Brings a verdict into the library: pictures into the storage, then one transaction. Safe to repeat. */
export async function land(held: Held, verdict: Verdict, spooled: Spooled | null): Promise<void> {
  await noteId(held.attemptId, spooled?.head?.headers["x-generation-id"]);
  if (verdict.kind === "refused") {
    if (!(await settleRefused(held, verdict))) log.warn("press.lease_lost", { attempt: held.attemptId });
    return;
  }
  const blobs = await storeImages(verdict.images, spooled?.path ?? "");
  if (blobs.length > 0) await settleDelivered(held.attemptId, blobs, verdict.cost);
  // What the answer says that it costs is not billed: the look-up has the figure.
  else await settleRefused(held, { kind: "refused", refusal: UNDECODABLE, cost: null });
  await clearSpool(held.attemptId, ["preview"]);
}

/** The spool knows the id also where the database could not be told in time: look-ups need it. */
async function noteId(attemptId: string, openrouterId: string | undefined): Promise<void> {
  if (openrouterId)
    await db().attempt.updateMany({ where: { id: attemptId, openrouterId: null }, data: { openrouterId } });
}

const UNDECODABLE = {
  code: "undecodable",
  next: "unknown",
  message:
    "The picture arrived damaged and could not be decoded; what came is kept. OpenRouter does not bill such answers; the charge is being looked up.",
  retryAfter: null,
  verify: false,
} as const;

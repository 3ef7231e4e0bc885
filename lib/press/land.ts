import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { inTurn } from "./in-turn";
import { refused, type Verdict } from "./judge";
import { noteState } from "./note-state";
import { putBack } from "./put-back";
import { type Held, settleDelivered, settleRefused } from "./settle";
import { clearSpool, type Spooled } from "./spool";
import { storeImages } from "./store";
import { noteTexts } from "./texts";

/** Brings a verdict into the library: pictures into the storage, then one transaction. Safe to repeat. */
export async function land(held: Held, verdict: Verdict, spooled: Spooled | null): Promise<void> {
  const openrouterId = spooled?.head?.headers["x-generation-id"] ?? verdict.said.openrouterId;
  if (openrouterId) await noteId(held.attemptId, openrouterId);
  if (verdict.kind === "delivered") await noteState(held, "received");
  await noteTexts(held.attemptId, spooled);
  // No answer began, so none comes: its room is free again.
  if (!spooled) await clearSpool(held.attemptId, ["room"]);
  if (verdict.kind === "refused") {
    if (!(await settleRefused(held, verdict))) log.warn("press.lease_lost", { attempt: held.attemptId });
    return;
  }
  await inTurn(() => store(held, verdict, spooled));
}

async function store(held: Held, verdict: Verdict & { kind: "delivered" }, spooled: Spooled | null): Promise<void> {
  await noteState(held, "storing");
  // Chat repeats a picture, among the model's drafts or in two places of one message; the Image API means each.
  const distinct = held.transport === "chat";
  const blobs = await putBack(held.attemptId, await storeImages(verdict.images, spooled?.path ?? "", { distinct }));
  if (blobs.length > 0) await settleDelivered(held.attemptId, blobs, verdict.said);
  // What the answer says that it costs is not billed: the look-up has the figure.
  else await settleRefused(held, refused(UNDECODABLE, { ...verdict.said, cost: null }));
  await clearSpool(held.attemptId, ["preview"]);
}

/** The spool knows the id also where the database could not be told in time: look-ups need it. */
async function noteId(attemptId: string, openrouterId: string): Promise<void> {
  await db().attempt.updateMany({ where: { id: attemptId, openrouterId: null }, data: { openrouterId } });
}

const UNDECODABLE = {
  code: "undecodable",
  next: "unknown",
  message:
    "The picture arrived damaged and could not be decoded; what came is kept. OpenRouter does not bill such answers; the charge is being looked up.",
} as const;

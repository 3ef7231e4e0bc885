import "server-only";
import { db, type Tx } from "@/lib/db";
import { KEY_WIDE } from "@/lib/generations/paused";
import { keyAdvice } from "@/lib/settings/key-advice";
import { PAUSE_MS } from "./schedule";

/**
 * Every other job of the key would be refused alike: one banner instead of one failure each. Those that are paused already
 * wait on too, or each would be the next probe.
 */
export async function pauseKey(
  tx: Tx,
  keyRef: string,
  { runAfter, errorCode, errorMessage }: { runAfter: Date; errorCode: string; errorMessage: string },
): Promise<void> {
  await tx.generation.updateMany({
    where: { keyRef, status: { in: ["queued", "paused"] } },
    data: { status: "paused", errorCode, errorMessage, runAfter },
  });
}

/** Pauses what waits for a key that its server does not accept, before anything is sent with it. */
export const refuseKey = (keyRef: string): Promise<void> =>
  pauseKey(db(), keyRef, {
    runAfter: new Date(Date.now() + PAUSE_MS),
    errorCode: "unauthorized",
    errorMessage: `OpenRouter does not accept the key. Nothing was sent and nothing was charged. ${keyAdvice(keyRef)}`,
  });

/** A paused job of the key went through: the others need not wait for their time. */
export async function releaseKey(keyRef: string): Promise<void> {
  await db().generation.updateMany({
    where: { keyRef, status: "paused", errorCode: { in: [...KEY_WIDE] } },
    data: { status: "queued", runAfter: new Date(), errorCode: null, errorMessage: null },
  });
}

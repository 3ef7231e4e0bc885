import "server-only";
import { db } from "@/lib/db";
import { upstream } from "@/lib/settings/upstream";

/**
 * Pauses what waits for another key than the one this server has: the key was set, or taken away, since. A person decides
 * whether it is sent with the present one.
 */
export async function pauseOthers(): Promise<void> {
  const { keyRef, sandbox } = await upstream();
  await db().generation.updateMany({
    where: { keyRef: { not: keyRef }, status: "queued" },
    data: {
      status: "paused",
      errorCode: "key_changed",
      errorMessage: sandbox
        ? "It was to be sent with a key, and none is set now. Nothing was sent. Set the key and start again, or try it in the sandbox."
        : "It was queued in the sandbox, and a key is set now. Nothing was sent. Try it now to send it with the key, which costs money.",
    },
  });
}

import "server-only";
import { db } from "@/lib/db";
import { absentKeyRef } from "@/lib/settings/upstream";

/**
 * Pauses what waits for another key than the one this server has for all: the key was set, or taken away, since. A person
 * decides whether it is sent with the present one. What waits for somebody's own key that is gone is `claim`'s.
 */
export async function pauseOthers(): Promise<void> {
  const keyRef = absentKeyRef();
  await db().generation.updateMany({
    where: { keyRef, status: "queued" },
    data: {
      status: "paused",
      errorCode: "key_changed",
      errorMessage:
        keyRef === "instance"
          ? "It was to be sent with a key, and none is set now. Nothing was sent. Set the key and start again, or try it in the sandbox."
          : "It was queued in the sandbox, and a key is set now. Nothing was sent. Try it now to send it with the key, which costs money.",
    },
  });
}

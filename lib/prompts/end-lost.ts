import "server-only";
import { db } from "@/lib/db";

/** Milliseconds after which no call can be under way any more, whatever happened to its process. */
const LOST_MS = 15 * 60_000;

/** Calls that a process left behind when it died: whether they were charged is not known. */
export async function endLostHelp(): Promise<void> {
  await db().promptHelp.updateMany({
    where: { status: "running", createdAt: { lt: new Date(Date.now() - LOST_MS) } },
    data: {
      status: "unknown",
      charged: "unknown",
      finishedAt: new Date(),
      errorMessage: "The server stopped before the answer came. OpenRouter may have charged for it.",
    },
  });
}

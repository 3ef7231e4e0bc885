import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { redact } from "@/lib/secrets";
import { withoutPictures } from "./raw-text";
import type { Raw } from "./schema";

/**
 * What was sent for a generation and what came back, try by try, without pictures and secrets. A dismissed one is told, too.
 * Throws `not_found` for a generation that is missing or somebody else's.
 */
export async function raw(ctx: Context, { id }: { id: string }): Promise<Raw> {
  const row = await db().generation.findFirst({
    where: { id, userId: ctx.user.id },
    select: { attempts: { orderBy: { no: "asc" } } },
  });
  if (!row) throw notFound("generation");
  return {
    attempts: row.attempts.map((attempt) => ({
      no: attempt.no,
      path: attempt.transport === "chat" ? "/chat/completions" : "/images",
      status: attempt.httpStatus,
      outcome: attempt.outcome,
      requestBytes: attempt.requestBytes,
      request: shown(attempt.requestText),
      response: shown(attempt.responseText),
      dispatchedAt: attempt.dispatchedAt.toISOString(),
      headersAt: attempt.headersAt?.toISOString() ?? null,
      receivedAt: attempt.receivedAt?.toISOString() ?? null,
      settledAt: attempt.settledAt?.toISOString() ?? null,
    })),
  };
}

/** Written without them already; what a page shows is looked through once more. */
const shown = (text: string | null) => text && withoutPictures(redact(text));

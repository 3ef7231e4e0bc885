import { authedRoute } from "@/lib/auth/door";
import { currentSession } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { changeEvents } from "@/lib/generations/events";

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  // Whoever compresses or buffers this would hold the events back.
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
};

/** What changed since `Last-Event-ID`, else since the cursor `since`, and then whatever changes. */
export const GET = authedRoute(async (ctx, request) => {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", "You are signed out. Sign in to go on.");
  const since = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since") ?? undefined;
  return new Response(await changeEvents(ctx, { sessionId: session.id, since }), { headers });
});

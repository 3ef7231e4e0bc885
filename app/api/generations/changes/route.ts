import { authedRoute } from "@/lib/auth/door";
import { listChanges } from "@/lib/generations/changes";

export const GET = authedRoute(async (ctx, request) => {
  const since = new URL(request.url).searchParams.get("since") ?? undefined;
  return Response.json(await listChanges(ctx, { since }));
});

import { authedRoute } from "@/lib/auth/door";
import { listSets } from "@/lib/generations/list";

export const GET = authedRoute(async (ctx, request) => {
  const query = new URL(request.url).searchParams;
  const limit = Number(query.get("limit")) || undefined;
  return Response.json(await listSets(ctx, { cursor: query.get("cursor") ?? undefined, limit }));
});

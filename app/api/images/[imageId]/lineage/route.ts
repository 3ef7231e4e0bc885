import { authedRoute } from "@/lib/auth/door";
import { lineage } from "@/lib/generations/lineage";

export const GET = authedRoute<{ imageId: string }>(async (ctx, _request, { imageId }) =>
  Response.json(await lineage(ctx, { imageId })),
);

import { authedRoute } from "@/lib/auth/door";
import { raw } from "@/lib/generations/raw";

export const GET = authedRoute<{ generationId: string }>(async (ctx, _request, { generationId }) =>
  Response.json(await raw(ctx, { id: generationId })),
);

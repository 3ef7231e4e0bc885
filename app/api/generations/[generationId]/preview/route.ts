import { authedRoute } from "@/lib/auth/door";
import { preview } from "@/lib/press/preview";

export const GET = authedRoute<{ generationId: string }>(async (ctx, _request, { generationId }) => {
  const webp = await preview(ctx, { id: generationId });
  return new Response(new Uint8Array(webp), { headers: { "content-type": "image/webp" } });
});

import { authedRoute } from "@/lib/auth/door";
import { getImage } from "@/lib/gallery/get-image";
import { readQuery } from "@/lib/gallery/query";
import { ImageQuery } from "@/lib/gallery/schema";

export const GET = authedRoute<{ imageId: string }>(async (ctx, request, { imageId }) =>
  Response.json(await getImage(ctx, { id: imageId, ...readQuery(request, ImageQuery) })),
);

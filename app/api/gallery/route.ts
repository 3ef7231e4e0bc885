import { authedRoute } from "@/lib/auth/door";
import { listGallery } from "@/lib/gallery/list";
import { readQuery } from "@/lib/gallery/query";
import { GalleryQuery } from "@/lib/gallery/schema";

export const GET = authedRoute(async (ctx, request) =>
  Response.json(await listGallery(ctx, readQuery(request, GalleryQuery))),
);

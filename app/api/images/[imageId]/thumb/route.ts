import { authedRoute } from "@/lib/auth/door";
import { bytesResponse } from "@/lib/gallery/bytes";
import { imageFile } from "@/lib/gallery/image-file";
import { thumbKey } from "@/lib/storage/keys";

export const GET = authedRoute<{ imageId: string }>(async (ctx, request, { imageId }) => {
  const { sha256 } = await imageFile(ctx, imageId);
  return bytesResponse(request, { key: thumbKey(sha256), etag: `${sha256}-thumb`, type: "image/webp" });
});

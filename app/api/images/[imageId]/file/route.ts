import { authedRoute } from "@/lib/auth/door";
import { bytesResponse } from "@/lib/gallery/bytes";
import { attachment, fileName } from "@/lib/gallery/filename";
import { imageFile } from "@/lib/gallery/image-file";
import { isShown } from "@/lib/gallery/media";
import { blobKey } from "@/lib/storage/keys";

/** The original bytes; `?download=1` saves them. */
export const GET = authedRoute<{ imageId: string }>(async (ctx, request, { imageId }) => {
  const file = await imageFile(ctx, imageId);
  const saved = new URL(request.url).searchParams.get("download") === "1" || !isShown(file.mediaType);
  return bytesResponse(request, {
    key: blobKey(file.sha256),
    etag: file.sha256,
    type: file.mediaType,
    disposition: saved ? attachment(fileName(file)) : undefined,
  });
});

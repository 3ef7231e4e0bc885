import { authedRoute } from "@/lib/auth/door";
import { bytesResponse } from "@/lib/gallery/bytes";
import { attachment, fileName } from "@/lib/gallery/filename";
import { imageFile } from "@/lib/gallery/image-file";
import { isShown } from "@/lib/gallery/media";
import { blobKey } from "@/lib/storage/keys";

/** The picture's bytes; `?download=1` saves them, `?delivered=1` means those that came where the picture was composited. */
export const GET = authedRoute<{ imageId: string }>(async (ctx, request, { imageId }) => {
  const query = new URL(request.url).searchParams;
  const file = await imageFile(ctx, imageId, query.get("delivered") === "1");
  const saved = query.get("download") === "1" || !isShown(file.mediaType);
  return bytesResponse(request, {
    key: blobKey(file.sha256),
    etag: file.sha256,
    type: file.mediaType,
    disposition: saved ? attachment(fileName(file)) : undefined,
  });
});

import { Readable } from "node:stream";
import { authedRoute } from "@/lib/auth/door";
import { notFound } from "@/lib/errors";
import { referenceHash } from "@/lib/generations/references";
import { thumbKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";

export const GET = authedRoute<{ referenceId: string }>(async (ctx, _request, { referenceId }) => {
  const thumb = await storage().open(thumbKey(await referenceHash(ctx, referenceId)));
  if (!thumb) throw notFound("reference image");
  return new Response(Readable.toWeb(thumb.stream) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "image/webp",
      "content-length": String(thumb.bytes),
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
});

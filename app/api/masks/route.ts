import { authedRoute } from "@/lib/auth/door";
import { readBody } from "@/lib/body";
import { addMask } from "@/lib/generations/add-mask";
import { ImageReference } from "@/lib/generations/schema";
import { parse } from "@/lib/parse";
import { MASK_MAX_BYTES } from "@/lib/pictures/mask";

/** A PNG, white where the picture `?imageId=` may change. Answers with the mask's `id`. */
export const POST = authedRoute(async (ctx, request) => {
  const { imageId } = parse(ImageReference, Object.fromEntries(new URL(request.url).searchParams));
  const upload = await readBody(request, MASK_MAX_BYTES, "mask");
  return Response.json(await addMask(ctx, { imageId, upload }), { status: 201 });
});

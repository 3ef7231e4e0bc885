import { authedRoute } from "@/lib/auth/door";
import { jsonOf, readBody } from "@/lib/body";
import { addReferenceFromImage } from "@/lib/generations/reference-from-image";
import { addReference } from "@/lib/generations/references";
import { ImageReference } from "@/lib/generations/schema";
import { parse } from "@/lib/parse";
import { REFERENCE_MAX_BYTES } from "@/lib/pictures/reference";

/** The bytes of a picture, or `{"imageId"}` of one in the gallery. */
export const POST = authedRoute(async (ctx, request) => {
  const bytes = await readBody(request, REFERENCE_MAX_BYTES, "references");
  const named = request.headers.get("content-type")?.startsWith("application/json");
  const reference = named
    ? await addReferenceFromImage(ctx, parse(ImageReference, jsonOf(bytes)))
    : await addReference(ctx, bytes);
  return Response.json(reference, { status: 201 });
});

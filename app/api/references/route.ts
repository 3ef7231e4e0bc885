import { authedRoute } from "@/lib/auth/door";
import { readBody } from "@/lib/body";
import { addReference } from "@/lib/generations/references";
import { REFERENCE_MAX_BYTES } from "@/lib/pictures/reference";

export const POST = authedRoute(async (ctx, request) => {
  const bytes = await readBody(request, REFERENCE_MAX_BYTES, "references");
  return Response.json(await addReference(ctx, bytes), { status: 201 });
});

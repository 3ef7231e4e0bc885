import { authedRoute } from "@/lib/auth/door";
import { readJson } from "@/lib/body";
import { parse } from "@/lib/parse";
import { describePicture } from "@/lib/prompts/describe";
import { Describe } from "@/lib/prompts/schema";

/** Waits for the model; a browser that leaves meanwhile does not end the call, which is paid for. */
export const POST = authedRoute(async (ctx, request) =>
  Response.json(await describePicture(ctx, parse(Describe, await readJson(request)))),
);

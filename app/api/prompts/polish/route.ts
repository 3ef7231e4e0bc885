import { authedRoute } from "@/lib/auth/door";
import { readJson } from "@/lib/body";
import { parse } from "@/lib/parse";
import { polishPrompt } from "@/lib/prompts/polish";
import { Polish } from "@/lib/prompts/schema";

/** Waits for the model; a browser that leaves meanwhile does not end the call, which is paid for. */
export const POST = authedRoute(async (ctx, request) =>
  Response.json(await polishPrompt(ctx, parse(Polish, await readJson(request)))),
);

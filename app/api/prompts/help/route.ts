import { authedRoute } from "@/lib/auth/door";
import { helpOffer } from "@/lib/prompts/offer";

export const GET = authedRoute(async (ctx) => Response.json(await helpOffer(ctx)));

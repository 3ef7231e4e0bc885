import { authedRoute } from "@/lib/auth/door";
import { getUsage } from "@/lib/usage/spending";

export const GET = authedRoute(async (ctx) => Response.json(await getUsage(ctx)));

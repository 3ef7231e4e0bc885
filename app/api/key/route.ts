import { authedRoute } from "@/lib/auth/door";
import { getBalance } from "@/lib/settings/balance";

export const GET = authedRoute(async (ctx) => Response.json(await getBalance(ctx)));

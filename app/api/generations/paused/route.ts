import { authedRoute } from "@/lib/auth/door";
import { listPausedKeys } from "@/lib/generations/paused-keys";

export const GET = authedRoute(async (ctx) => Response.json(await listPausedKeys(ctx)));

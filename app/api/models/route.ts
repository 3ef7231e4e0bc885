import { authedRoute } from "@/lib/auth/door";
import { listModels } from "@/lib/models/list";

export const GET = authedRoute(async (ctx) => Response.json(await listModels(ctx)));

import { authedRoute } from "@/lib/auth/door";
import { listTemplates } from "@/lib/prompts/list-templates";

export const GET = authedRoute(async (ctx) => Response.json(await listTemplates(ctx)));

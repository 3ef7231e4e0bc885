import "server-only";
import type { Context } from "@/lib/context";
import { help } from "./help";
import type { HelpDto, Polish } from "./schema";

/** Has a text model rewrite a prompt. Pays once. Throws `conflict` while another help for this person is under way. */
export const polishPrompt = (ctx: Context, { prompt }: Polish): Promise<HelpDto> =>
  help(ctx, { kind: "polish", input: prompt, text: prompt });

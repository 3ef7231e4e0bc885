import "server-only";
import type { Context } from "@/lib/context";
import { upstreamFor } from "@/lib/settings/upstream";
import type { HelpOffer } from "./schema";
import { textModel } from "./text-model";

/** Who would help this person with a prompt, and for how much. Costs nothing. */
export async function helpOffer({ user }: Context): Promise<HelpOffer> {
  return textModel(await upstreamFor(user.id), "polish");
}

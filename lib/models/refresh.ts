import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { upstreamFor } from "@/lib/settings/upstream";
import { catalog, refreshCatalog } from "./catalog-store";

/** Milliseconds within which a list is as new as it gets: whoever presses often does not call often. */
const JUST_NOW_MS = 15_000;

/** Asks this person's server for its models now. Throws `unavailable` where it cannot be had; the last list stays. */
export async function refreshModels({ user }: Context): Promise<void> {
  const server = await upstreamFor(user.id);
  const { fetchedAt } = await catalog(server);
  if (Date.now() - (fetchedAt?.getTime() ?? 0) < JUST_NOW_MS || (await refreshCatalog(server))) return;
  const kept = fetchedAt ? "The last list stays in use." : "Try again later.";
  throw new AppError("unavailable", `The list of models could not be fetched. ${kept}`);
}

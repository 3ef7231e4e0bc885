import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireUser } from "@/lib/auth/session";
import { listChanges } from "@/lib/generations/changes";
import { getGenerations } from "@/lib/generations/get";
import { listSets } from "@/lib/generations/list";
import { liveQuery, setsQuery, toLive } from "@/lib/generations/queries";
import { listModels } from "@/lib/models/list";
import { modelsQuery } from "@/lib/models/queries";
import { makeQueryClient } from "@/lib/query-client";
import { Studio } from "./_components/studio";

export const metadata: Metadata = { title: "Studio" };

export default async function StudioPage({ searchParams }: { searchParams: Promise<{ reuse?: string | string[] }> }) {
  const user = await requireUser();
  const ctx = { user, actor: "web" } as const;
  const { reuse } = await searchParams;
  const client = makeQueryClient();
  // The place to follow changes from comes first: what changes while the sets are read is then told again, not missed.
  await client.prefetchQuery({ ...liveQuery(), queryFn: async () => toLive(await listChanges(ctx, {})) });
  const [generations] = await Promise.all([
    typeof reuse === "string" ? getGenerations(ctx, [reuse]) : [],
    client.prefetchInfiniteQuery({ ...setsQuery(), queryFn: () => listSets(ctx, {}) }),
    client.prefetchQuery({ ...modelsQuery(), queryFn: listModels }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Studio userId={user.id} reuse={generations[0] ?? null} />
    </HydrationBoundary>
  );
}

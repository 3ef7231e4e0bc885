import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pageUser } from "@/lib/auth/session";
import { getGenerations } from "@/lib/generations/get";
import { listSets } from "@/lib/generations/list";
import { setsQuery } from "@/lib/generations/queries";
import { makeQueryClient } from "@/lib/query-client";
import { Studio } from "./_components/studio";

export const metadata: Metadata = { title: "Studio" };

export default async function StudioPage({ searchParams }: { searchParams: Promise<{ reuse?: string | string[] }> }) {
  const { reuse } = await searchParams;
  const user = await pageUser(typeof reuse === "string" ? `/studio?reuse=${encodeURIComponent(reuse)}` : "/studio");
  const ctx = { user, actor: "web" } as const;
  const client = makeQueryClient();
  const [generations] = await Promise.all([
    typeof reuse === "string" ? getGenerations(ctx, [reuse]) : [],
    client.prefetchInfiniteQuery({ ...setsQuery(), queryFn: () => listSets(ctx, {}) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Studio reuse={generations[0] ?? null} />
    </HydrationBoundary>
  );
}

import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pageUser } from "@/lib/auth/session";
import { makeQueryClient } from "@/lib/query-client";
import { usageQuery } from "@/lib/usage/queries";
import { getUsage } from "@/lib/usage/spending";
import { UsageView } from "./_components/usage-view";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage() {
  const ctx = { user: await pageUser("/usage"), actor: "web" } as const;
  const client = makeQueryClient();
  await client.prefetchQuery({ ...usageQuery(), queryFn: () => getUsage(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UsageView />
    </HydrationBoundary>
  );
}

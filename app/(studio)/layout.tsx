import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LightboxLayer } from "@/components/image/lightbox/layer";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { Header } from "@/components/shell/header";
import { SandboxBanner } from "@/components/shell/sandbox-banner";
import { currentUser } from "@/lib/auth/session";
import { getLive } from "@/lib/generations/live";
import { liveQuery } from "@/lib/generations/queries";
import { listModels } from "@/lib/models/list";
import { modelsQuery } from "@/lib/models/queries";
import { makeQueryClient } from "@/lib/query-client";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  // The page sends them to sign in: it knows the address to come back to.
  if (!user) return children;
  const client = makeQueryClient();
  const [live, models] = await Promise.all([getLive({ user, actor: "web" }), listModels()]);
  client.setQueryData(liveQuery().queryKey, live);
  client.setQueryData(modelsQuery().queryKey, models);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Header />
      {models.sandbox && <SandboxBanner />}
      <ConnectionBanner />
      <LightboxLayer>{children}</LightboxLayer>
    </HydrationBoundary>
  );
}

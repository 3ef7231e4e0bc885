import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { DraftProvider } from "@/components/draft/draft-context";
import { UnansweredPresses } from "@/components/draft/unanswered-presses";
import { LightboxLayer } from "@/components/image/lightbox/layer";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { Header } from "@/components/shell/header";
import { KeyBanner } from "@/components/shell/key-banner";
import { currentUser } from "@/lib/auth/session";
import { getLive } from "@/lib/generations/live";
import { listPausedKeys } from "@/lib/generations/paused-keys";
import { liveQuery, pausedKeysQuery } from "@/lib/generations/queries";
import { listModels } from "@/lib/models/list";
import { modelsQuery } from "@/lib/models/queries";
import { makeQueryClient } from "@/lib/query-client";
import { getKeyState } from "@/lib/settings/key-state";
import { PausedBanner } from "./_components/paused-banner";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  // The page sends them to sign in: it knows the address to come back to.
  if (!user) return children;
  const client = makeQueryClient();
  const ctx = { user, actor: "web" } as const;
  const [live, models, key, paused] = await Promise.all([
    getLive(ctx),
    listModels(ctx),
    getKeyState(ctx),
    listPausedKeys(ctx),
  ]);
  client.setQueryData(liveQuery().queryKey, live);
  client.setQueryData(modelsQuery().queryKey, models);
  client.setQueryData(pausedKeysQuery().queryKey, paused);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Header />
      <KeyBanner state={key} />
      <ConnectionBanner />
      <PausedBanner />
      <DraftProvider key={user.id} userId={user.id}>
        <UnansweredPresses userId={user.id} />
        <LightboxLayer>{children}</LightboxLayer>
      </DraftProvider>
    </HydrationBoundary>
  );
}

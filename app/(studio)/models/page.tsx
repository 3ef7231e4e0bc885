import type { Metadata } from "next";
import { pageUser } from "@/lib/auth/session";
import { modelStats } from "@/lib/generations/model-stats";
import { listChanges } from "@/lib/models/list-changes";
import { Models } from "./_components/models";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const ctx = { user: await pageUser("/models"), actor: "web" } as const;
  const [stats, changes] = await Promise.all([modelStats(ctx), listChanges(ctx)]);
  return <Models stats={stats} changes={changes} />;
}

import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LightboxPage } from "@/components/image/lightbox/lightbox-page";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { getImage } from "@/lib/gallery/get-image";
import { imageQuery } from "@/lib/gallery/queries";
import { listModels } from "@/lib/models/list";
import { modelsQuery } from "@/lib/models/queries";
import { makeQueryClient } from "@/lib/query-client";
import { filtersOf, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Picture" };

export default async function ImagePage({
  params,
  searchParams,
}: {
  params: Promise<{ imageId: string }>;
  searchParams: SearchParams;
}) {
  const ctx = { user: await requireUser(), actor: "web" } as const;
  const { imageId: id } = await params;
  const filters = await filtersOf(searchParams);
  const client = makeQueryClient();
  try {
    await Promise.all([
      client.query({ ...imageQuery(id, filters), queryFn: () => getImage(ctx, { id, ...filters }) }),
      client.prefetchQuery({ ...modelsQuery(), queryFn: listModels }),
    ]);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <main id="main">
        <LightboxPage />
      </main>
    </HydrationBoundary>
  );
}

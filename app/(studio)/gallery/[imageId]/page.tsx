import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LightboxPage } from "@/components/image/lightbox/lightbox-page";
import { pageUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { filterQuery } from "@/lib/gallery/filters";
import { getImage } from "@/lib/gallery/get-image";
import { imageQuery } from "@/lib/gallery/queries";
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
  const [{ imageId: id }, filters] = await Promise.all([params, filtersOf(searchParams)]);
  const user = await pageUser(`/gallery/${encodeURIComponent(id)}${filterQuery(filters)}`);
  const client = makeQueryClient();
  try {
    await client.query({
      ...imageQuery(id, filters),
      queryFn: () => getImage({ user, actor: "web" }, { id, ...filters }),
    });
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

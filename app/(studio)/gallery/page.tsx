import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pageUser } from "@/lib/auth/session";
import { filterQuery } from "@/lib/gallery/filters";
import { listGallery } from "@/lib/gallery/list";
import { GALLERY_PAGE, galleryQuery } from "@/lib/gallery/queries";
import { makeQueryClient } from "@/lib/query-client";
import { Gallery } from "./_components/gallery";
import { filtersOf, type SearchParams } from "./search-params";

export const metadata: Metadata = { title: "Gallery" };

export default async function GalleryPage({ searchParams }: { searchParams: SearchParams }) {
  const filters = await filtersOf(searchParams);
  const ctx = { user: await pageUser(`/gallery${filterQuery(filters)}`), actor: "web" } as const;
  const client = makeQueryClient();
  await client.prefetchInfiniteQuery({
    ...galleryQuery(filters),
    queryFn: () => listGallery(ctx, { ...filters, limit: GALLERY_PAGE }),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Gallery />
    </HydrationBoundary>
  );
}

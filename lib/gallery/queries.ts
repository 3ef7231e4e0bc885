import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { type Filters, filterQuery } from "./filters";
import type { GalleryPage, ImageDetail } from "./schema";

export const galleryKeys = {
  lists: ["gallery"] as const,
  list: (filters: Filters) => ["gallery", filters] as const,
  head: (filters: Filters) => ["gallery-head", filters] as const,
  details: ["image"] as const,
  detail: (id: string, filters: Filters) => ["image", id, filters] as const,
  /** What a pressed link knew of its picture: an `ImageDto`, shown until the detail is there. */
  preview: (id: string) => ["image-preview", id] as const,
};

/** Pictures of a page: some three screens of them. */
export const GALLERY_PAGE = 60;

/** One page of the gallery; `cursor` null: the first. */
function fetchPage(filters: Filters, cursor: string | null, signal: AbortSignal): Promise<GalleryPage> {
  const query = new URLSearchParams(filterQuery(filters));
  query.set("limit", String(GALLERY_PAGE));
  if (cursor !== null) query.set("cursor", cursor);
  return fetchJson<GalleryPage>(`/api/gallery?${query}`, { signal });
}

export const galleryQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: galleryKeys.list(filters),
    queryFn: ({ pageParam, signal }) => fetchPage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While another search is under way the last one's pictures stay.
    placeholderData: keepPreviousData,
    // New pictures are looked for apart, so that those on the screen stay where they are.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The first page as it is now, apart from the list that is shown. */
export const headQuery = (filters: Filters) =>
  queryOptions({
    queryKey: galleryKeys.head(filters),
    queryFn: ({ signal }) => fetchPage(filters, null, signal),
    // What was new when the list was last on the screen is in the list by now, or in the trash.
    gcTime: 0,
  });

/** A picture, and its neighbours under the filters. */
export const imageQuery = (id: string, filters: Filters) =>
  queryOptions({
    queryKey: galleryKeys.detail(id, filters),
    queryFn: ({ signal }) => fetchJson<ImageDetail>(`/api/images/${id}${filterQuery(filters)}`, { signal }),
  });

import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { mergeActive, mergeIntoLineage, mergeIntoPages, withoutGenerations } from "./merge";
import type { Changes, GenerationDto, Lineage, Raw, SetPage } from "./schema";

/** While something is under way, and while nothing is: another tab or the command line may start something. */
const POLL_ACTIVE_MS = 1_000;
const POLL_IDLE_MS = 15_000;

export const generationKeys = {
  sets: ["sets"] as const,
  live: ["live"] as const,
  lineages: ["lineage"] as const,
  lineage: (rootImageId: string) => ["lineage", rootImageId] as const,
};

/** The line of edits that begins with `rootImageId`, as any picture of it tells. */
export const lineageQuery = (rootImageId: string, imageId: string) =>
  queryOptions({
    queryKey: generationKeys.lineage(rootImageId),
    queryFn: ({ signal }) => fetchJson<Lineage>(`/api/images/${imageId}/lineage`, { signal }),
  });

export const setsQuery = () =>
  infiniteQueryOptions({
    queryKey: generationKeys.sets,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<SetPage>(`/api/sets${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ""}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Kept fresh by the changes that `liveQuery` reads.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Read when it is looked at: another try may have followed. */
export const rawQuery = (generationId: string) =>
  queryOptions({
    queryKey: ["raw", generationId] as const,
    queryFn: ({ signal }) => fetchJson<Raw>(`/api/generations/${generationId}/raw`, { signal }),
    staleTime: 0,
  });

/** What is under way, and from where to ask for the next changes. */
export interface Live {
  active: GenerationDto[];
  cursor: string;
}

/** Follows all running work with one poll a tab: each answer is merged into whatever lists are loaded. */
export const liveQuery = () =>
  queryOptions({
    queryKey: generationKeys.live,
    queryFn: async ({ client, signal }): Promise<Live> => {
      const since = client.getQueryData<Live>(generationKeys.live)?.cursor;
      const changes = await fetchJson<Changes>(
        `/api/generations/changes${since ? `?since=${encodeURIComponent(since)}` : ""}`,
        { signal },
      );
      mergeIntoLists(client, changes.generations);
      // Read again: a press of Generate may have added something while this was on its way.
      const active = client.getQueryData<Live>(generationKeys.live)?.active ?? [];
      return { active: mergeActive(active, changes.generations), cursor: changes.cursor };
    },
    refetchInterval: ({ state }) => (state.data?.active.length ? POLL_ACTIVE_MS : POLL_IDLE_MS),
    refetchOnWindowFocus: "always",
    retry: false,
  });

function mergeIntoLists(client: QueryClient, generations: GenerationDto[]): void {
  if (generations.length === 0) return;
  for (const [key] of client.getQueriesData<Lineage>({ queryKey: generationKeys.lineages })) {
    client.setQueryData<Lineage>(key, (line) => line && mergeIntoLineage(line, String(key[1]), generations));
  }
  client.setQueryData<InfiniteData<SetPage>>(
    generationKeys.sets,
    (data) => data && { ...data, pages: withoutGenerations(mergeIntoPages(data.pages, generations), isTrashed) },
  );
}

/** Its pictures are all in the trash: as on the server, it is not shown. */
const isTrashed = ({ status, images }: GenerationDto) => status === "succeeded" && images.length === 0;

/** Shows generations as they are now known, everywhere they are shown. */
export function showGenerations(client: QueryClient, generations: GenerationDto[]): void {
  mergeIntoLists(client, generations);
  client.setQueryData<Live>(
    generationKeys.live,
    (live) => live && { ...live, active: mergeActive(live.active, generations) },
  );
}

/** Takes generations out of sight: refused ones that were shown before the server had spoken, and dismissed ones. */
export function hideGenerations(client: QueryClient, gone: (generation: GenerationDto) => boolean): void {
  client.setQueryData<InfiniteData<SetPage>>(
    generationKeys.sets,
    (data) => data && { ...data, pages: withoutGenerations(data.pages, gone) },
  );
  client.setQueriesData<Lineage>(
    { queryKey: generationKeys.lineages },
    (line) => line && { ...line, edits: line.edits.filter((generation) => !gone(generation)) },
  );
  client.setQueryData<Live>(
    generationKeys.live,
    (live) => live && { ...live, active: live.active.filter((generation) => !gone(generation)) },
  );
}

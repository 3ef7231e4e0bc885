import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { mergeActive, mergeIntoPages, withoutGenerations } from "./merge";
import type { Changes, GenerationDto, SetPage } from "./schema";

/** While something is under way, and while nothing is: another tab or the command line may start something. */
const POLL_ACTIVE_MS = 1_000;
const POLL_IDLE_MS = 15_000;

export const generationKeys = {
  sets: ["sets"] as const,
  live: ["live"] as const,
};

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
      mergeIntoSets(client, changes.generations);
      // Read again: a press of Generate may have added something while this was on its way.
      const active = client.getQueryData<Live>(generationKeys.live)?.active ?? [];
      return { active: mergeActive(active, changes.generations), cursor: changes.cursor };
    },
    refetchInterval: ({ state }) => (state.data?.active.length ? POLL_ACTIVE_MS : POLL_IDLE_MS),
    refetchOnWindowFocus: "always",
    retry: false,
  });

function mergeIntoSets(client: QueryClient, generations: GenerationDto[]): void {
  if (generations.length === 0) return;
  client.setQueryData<InfiniteData<SetPage>>(
    generationKeys.sets,
    (data) => data && { ...data, pages: withoutGenerations(mergeIntoPages(data.pages, generations), isTrashed) },
  );
}

/** Its pictures are all in the trash: as on the server, it is not shown. */
const isTrashed = ({ status, images }: GenerationDto) => status === "succeeded" && images.length === 0;

/** Shows generations as they are now known, everywhere they are shown. */
export function showGenerations(client: QueryClient, generations: GenerationDto[]): void {
  mergeIntoSets(client, generations);
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
  client.setQueryData<Live>(
    generationKeys.live,
    (live) => live && { ...live, active: live.active.filter((generation) => !gone(generation)) },
  );
}

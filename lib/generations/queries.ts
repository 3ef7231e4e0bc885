import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { mergeActive, mergeIntoLineage, mergeIntoPages, withoutGenerations } from "./merge";
import type { Changes, GenerationDto, Lineage, PausedKey, Raw, SetPage } from "./schema";

/** While something is under way, and while nothing is: another tab or the command line may start something. */
const POLL_ACTIVE_MS = 1_000;
const POLL_IDLE_MS = 15_000;
const POLL_PAUSED_MS = 3_000;

export const generationKeys = {
  sets: ["sets"] as const,
  live: ["live"] as const,
  pausedKeys: ["paused keys"] as const,
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

/** Asked again when something is seen to pause; while there is something, at times: others may have set it going. */
export const pausedKeysQuery = () =>
  queryOptions({
    queryKey: generationKeys.pausedKeys,
    queryFn: ({ signal }) => fetchJson<PausedKey[]>("/api/generations/paused", { signal }),
    refetchInterval: ({ state: { data } }) => (data?.length ? POLL_PAUSED_MS : POLL_IDLE_MS),
  });

/** What is under way, and from where to ask for the next changes. */
export interface Live {
  active: GenerationDto[];
  cursor: string;
  /** Names the build that this page came from. */
  build: string;
  /** The cursor with which the last picture came; absent: none has, since the page was loaded. */
  arrivedAt?: string;
  /** The server has been updated since. */
  outdated?: boolean;
  /** The changes come by themselves (`follow.ts`), so that nobody need ask. */
  streamed?: boolean;
}

/** Follows all running work: by the stream of events, and by asking while there is none. */
export const liveQuery = () =>
  queryOptions({
    queryKey: generationKeys.live,
    queryFn: async ({ client, signal }): Promise<Live> => {
      const since = client.getQueryData<Live>(generationKeys.live)?.cursor;
      const changes = await fetchJson<Changes>(
        `/api/generations/changes${since ? `?since=${encodeURIComponent(since)}` : ""}`,
        { signal },
      );
      const now = client.getQueryData<Live>(generationKeys.live);
      // Something newer has come meanwhile: this answer would undo it.
      return now && now.cursor !== since ? now : taken(client, changes);
    },
    refetchInterval: ({ state: { data } }) =>
      data?.streamed ? false : data?.active.length ? POLL_ACTIVE_MS : POLL_IDLE_MS,
    refetchOnWindowFocus: "always",
    retry: false,
  });

/** Shows what the server has told by itself. */
export function takeChanges(client: QueryClient, changes: Changes): void {
  client.setQueryData<Live>(generationKeys.live, taken(client, changes));
}

function taken(client: QueryClient, { generations, cursor, build }: Changes): Live {
  mergeIntoLists(client, generations);
  // Read now: a press of Generate may have added something while this was on its way.
  const live = client.getQueryData<Live>(generationKeys.live);
  return {
    ...live,
    active: mergeActive(live?.active ?? [], generations),
    cursor,
    arrivedAt: generations.some(({ images }) => images.length > 0) ? cursor : live?.arrivedAt,
    build: live?.build ?? build,
    outdated: live ? live.outdated || live.build !== build : false,
  };
}

function mergeIntoLists(client: QueryClient, generations: GenerationDto[]): void {
  if (generations.length === 0) return;
  if (generations.some(({ status }) => status === "paused")) {
    void client.invalidateQueries({ queryKey: generationKeys.pausedKeys });
  }
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

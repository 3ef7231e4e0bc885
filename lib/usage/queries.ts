import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { Usage } from "./schema";

/** While something may still be found out. */
const POLL_MS = 15_000;

export const usageQuery = () =>
  queryOptions({
    queryKey: ["usage"] as const,
    queryFn: ({ signal }) => fetchJson<Usage>("/api/usage", { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.openCount ? POLL_MS : false),
  });

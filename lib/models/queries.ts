import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { ModelList } from "./schema";

export const modelsQuery = () =>
  queryOptions({
    queryKey: ["models"] as const,
    queryFn: ({ signal }) => fetchJson<ModelList>("/api/models", { signal }),
    // The server refreshes its list in the background; models and prices change by the day.
    staleTime: 10 * 60_000,
  });

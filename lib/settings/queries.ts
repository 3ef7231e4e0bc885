import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { Balance } from "./schema";

export const balanceQuery = () =>
  queryOptions({
    queryKey: ["balance"] as const,
    queryFn: ({ signal }) => fetchJson<Balance>("/api/key", { signal }),
    staleTime: 60_000,
  });

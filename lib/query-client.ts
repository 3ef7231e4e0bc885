import { QueryClient } from "@tanstack/react-query";

/** One client a request on the server, one a tab in the browser. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } });
}

/** What part of the gallery is shown. The URL holds it, so that a view can be shared and survives a reload. */
export interface Filters {
  /** Words that must all occur in the prompt; "" for any prompt. */
  q: string;
  /** Only favorites. */
  favorites: boolean;
  /** The trash instead of the library. */
  trash: boolean;
}

export const NO_FILTERS: Filters = { q: "", favorites: false, trash: false };

/** Characters of a search. */
export const QUERY_MAX = 200;

/** Reads the filters from a URL. Anything it does not understand counts as absent: an old link still opens. */
export function parseFilters(params: URLSearchParams): Filters {
  return {
    q: (params.get("q") ?? "").slice(0, QUERY_MAX),
    favorites: params.get("favorites") === "1",
    trash: params.get("trash") === "1",
  };
}

/** The filters as a query string, with its `?`; "" when nothing is filtered. */
export function filterQuery({ q, favorites, trash }: Filters): string {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q.trim());
  if (favorites) params.set("favorites", "1");
  if (trash) params.set("trash", "1");
  return params.size > 0 ? `?${params}` : "";
}

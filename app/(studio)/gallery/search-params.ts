import { type Filters, parseFilters } from "@/lib/gallery/filters";

/** A page's query as Next hands it over. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The filters of a page's address; of a parameter that is given twice the first counts. */
export async function filtersOf(searchParams: SearchParams): Promise<Filters> {
  const given = Object.entries(await searchParams).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first]];
  });
  return parseFilters(new URLSearchParams(given));
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Filters, filterQuery } from "@/lib/gallery/filters";
import { arrivalsIn, itemsOf, type Pages, topOf, withArrivals } from "@/lib/gallery/pages";
import { galleryKeys, galleryQuery, headQuery } from "@/lib/gallery/queries";
import { liveQuery } from "@/lib/generations/queries";

/**
 * Looks, whenever a picture has arrived, for those that are newer than the list's. `count` waits until `take` puts them on
 * top, so that they do not move what is looked at.
 */
export function useArrivals(filters: Filters, list: Pages): { count: number; take: () => void } {
  const client = useQueryClient();
  // The header follows what changes; this only listens.
  const { data: arrivedAt } = useQuery({ ...liveQuery(), enabled: false, select: (live) => live.arrivedAt });
  const { data: fresh } = useQuery({
    ...headQuery(filters),
    // What is new is no favorite and no trash; a search is read once.
    enabled: filterQuery(filters) === "",
    initialData: () => list.pages[0],
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (arrivedAt) void client.refetchQueries({ queryKey: galleryKeys.head(filters) });
  }, [arrivedAt, client, filters]);

  // The newest ever seen: it stays, when the picture on top goes to the trash.
  const top = topOf(itemsOf(list));
  const [seen, setSeen] = useState({ filters, top });
  if (seen.filters !== filters || top > seen.top) setSeen({ filters, top });

  const arrivals = fresh ? arrivalsIn(fresh, seen.top) : [];
  return {
    count: arrivals?.length ?? fresh?.items.length ?? 0,
    take() {
      const { queryKey } = galleryQuery(filters);
      if (arrivals) client.setQueryData<Pages>(queryKey, (pages) => pages && withArrivals(pages, arrivals));
      else void client.invalidateQueries({ queryKey });
    },
  };
}

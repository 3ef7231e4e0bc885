"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Filters, filterQuery } from "@/lib/gallery/filters";
import { arrivalsIn, itemsOf, type Pages, topOf, withArrivals } from "@/lib/gallery/pages";
import { galleryQuery, headQuery } from "@/lib/gallery/queries";
import { liveQuery } from "@/lib/generations/queries";

/** While something is under way, and while nothing is: the command line may make pictures, too. */
const POLL_ACTIVE_MS = 3_000;
const POLL_IDLE_MS = 15_000;

/**
 * Looks for pictures that are newer than those in the list. `count` waits until `take` puts them on top, so that they do
 * not move what is looked at.
 */
export function useArrivals(filters: Filters, list: Pages): { count: number; take: () => void } {
  const client = useQueryClient();
  // The header follows what runs; this only listens.
  const running = useQuery({ ...liveQuery(), enabled: false, select: ({ active }) => active.length > 0 }).data;
  const interval = running ? POLL_ACTIVE_MS : POLL_IDLE_MS;
  const { data: fresh } = useQuery({
    ...headQuery(filters),
    // What is new is no favorite and no trash; a search is read once.
    enabled: filterQuery(filters) === "",
    initialData: () => list.pages[0],
    staleTime: interval,
    refetchInterval: interval,
  });

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

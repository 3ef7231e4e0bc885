"use client";

import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Filters } from "@/lib/gallery/filters";
import type { Pages } from "@/lib/gallery/pages";
import { useArrivals } from "./use-arrivals";

/** Pixels from the top that still count as there. */
const TOP_PX = 80;

/**
 * New pictures go to the top by themselves only where that moves nothing that is looked at: at the top of the page. Else
 * they wait behind this button.
 */
export function ArrivalsButton({
  filters,
  list,
  held,
}: {
  filters: Filters;
  list: Pages;
  /** Pictures are being chosen: nothing may move. */
  held: boolean;
}) {
  const { count, take } = useArrivals(filters, list);
  const covered = usePathname() !== "/gallery";
  const free = useAtTop() && !held && !covered;
  const takeNow = useEffectEvent(take);
  useEffect(() => {
    if (free && count > 0) takeNow();
  }, [free, count]);

  return (
    // Always there, or screen readers would not hear it fill.
    <div role="status" className="pointer-events-none fixed inset-x-0 top-16 z-20 grid justify-items-center">
      {count > 0 && !free && (
        <Button
          size="sm"
          className="pointer-events-auto rounded-full shadow-float"
          onClick={() => {
            take();
            window.scrollTo({ top: 0 });
          }}
        >
          {count === 1 ? "1 new picture" : `${count} new pictures`} ↑
        </Button>
      )}
    </div>
  );
}

/** Whether the window is scrolled to its top. */
function useAtTop(): boolean {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    const look = () => setAtTop(window.scrollY < TOP_PX);
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  return atTop;
}

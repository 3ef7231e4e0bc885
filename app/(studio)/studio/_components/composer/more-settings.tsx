"use client";

import { lazy, Suspense } from "react";
import type { Wanted } from "@/components/draft/draft";
import { Skeleton } from "@/components/ui/skeleton";
import type { Model } from "@/lib/models/schema";
import { Control } from "./control";
import { inUse } from "./more/in-use";

// Wanted rarely and large: it comes when it is opened.
const Panel = lazy(async () => ({ default: (await import("./more/panel")).Panel }));

/** What is chosen for the settings of the panel, and for whom. */
export interface MoreProps {
  models: Model[];
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
}

/** The settings that are wanted rarely. One that no chosen model has is named there too and says so. */
export function MoreSettings(props: MoreProps) {
  const words = inUse(props.models, props.wanted);
  return (
    <Control
      label="More settings"
      face={
        <>
          More
          {words.length > 0 && <span className="max-w-40 truncate text-muted max-sm:hidden">{words.join(" · ")}</span>}
        </>
      }
      panelClassName="w-[26rem] max-w-[calc(100vw-16px)] max-h-[70vh]"
    >
      {() => (
        <Suspense fallback={<Skeleton className="m-4 h-64" />}>
          <Panel {...props} />
        </Suspense>
      )}
    </Control>
  );
}
